package io.amphora.registry.core.repository;

import io.amphora.registry.RepositoryName;
import io.amphora.storage.StorageException;
import io.amphora.storage.lease.StorageLease;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks the tree of repositories in the order of the bytes of their whole names, which is that of no depth-first walk:
 * {@code a}, {@code a-b}, {@code a/b}, {@code a0}. What comes next is the least of the open directories' heads and of the
 * directories still to be opened, {@code a/} being one. Those that wait are prefixes of one another, so they are few.
 */
final class Frontier {

    private final StorageLease lease;
    private final String after;
    private final int limit;
    private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparing(Step::key));

    /** Whose head was taken; it moves on when more is asked for, which may cost a page. */
    private @Nullable Siblings passed;

    /**
     * Begins behind a name.
     *
     * @param after any text; subtrees that lie wholly before it are not opened
     * @param limit how many repositories will be asked for
     */
    Frontier(StorageLease lease, String after, int limit) throws StorageException {
        this.lease = lease;
        this.after = after;
        this.limit = limit;
        seed(searchable(after));
    }

    /** The next repository; empty at the end. */
    Optional<RepositoryName> next() throws StorageException {
        for (Step step = poll(); step != null; step = poll()) {
            if (step.cursor == null) {
                open(step.key, "");
                continue;
            }
            passed = step.cursor;
            Optional<RepositoryName> name = name(step.key);
            if (name.isEmpty()) {
                continue;
            }
            if (mayHoldNext(step.key)) {
                steps.add(new Step(step.key + "/", null));
            }
            if (step.key.compareTo(after) > 0 && RepositoryLookup.isListed(lease, name.get())) {
                return name;
            }
        }
        return Optional.empty();
    }

    private @Nullable Step poll() throws StorageException {
        if (passed != null) {
            push(passed);
            passed = null;
        }
        return steps.poll();
    }

    /**
     * Opens, from the root down to the name, the directories on the way; and of those beside the way the few that sort
     * before it though what is in them sorts behind: {@code a} for {@code a-b}, because of {@code a/b}.
     */
    private void seed(String start) throws StorageException {
        int from = 0;
        while (true) {
            int slash = start.indexOf('/', from);
            int end = slash < 0 ? start.length() : slash;
            if (from > 0 && name(start.substring(0, from - 1)).isEmpty()) {
                return;
            }
            open(start.substring(0, from), start.substring(from, end));
            for (int i = from + 1; i < end; i++) {
                if (start.charAt(i) < '/') {
                    seedDirectory(start.substring(0, i));
                }
            }
            if (slash < 0) {
                seedDirectory(start.substring(0, end));
                return;
            }
            from = slash + 1;
        }
    }

    /** Whether a name below this one can sort behind where the walk began; they all sort before {@code name0}. */
    private boolean mayHoldNext(String name) {
        return (name + "0").compareTo(after) > 0;
    }

    private void seedDirectory(String name) {
        if (name(name).isPresent()) {
            steps.add(new Step(name + "/", null));
        }
    }

    private void open(String prefix, String after) throws StorageException {
        push(Siblings.open(lease, prefix, after, limit));
    }

    private void push(Siblings cursor) throws StorageException {
        if (cursor.advance()) {
            steps.add(new Step(cursor.head(), cursor));
        }
    }

    /** The longest beginning of a text by which the tree can be searched; what it lets through is compared again. */
    private static String searchable(String text) {
        int end = 0;
        while (end < text.length() && end < RepositoryName.MAX_LENGTH && isPathCharacter(text, end)) {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean isPathCharacter(String text, int index) {
        char c = text.charAt(index);
        boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
        return word || (c == '/' && index > 0 && text.charAt(index - 1) != '/');
    }

    private static Optional<RepositoryName> name(String text) {
        try {
            return Optional.of(RepositoryName.parse(text));
        } catch (IllegalArgumentException notARepository) {
            return Optional.empty();
        }
    }

    /** What comes at a key: the head of a cursor, or the opening of the directory that the key names. */
    private record Step(String key, @Nullable Siblings cursor) {}
}

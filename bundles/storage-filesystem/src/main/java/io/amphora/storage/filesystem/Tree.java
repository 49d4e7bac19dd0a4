package io.amphora.storage.filesystem;

import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The directory of a store: where each path lies in it, and how an entry comes to stay or go. An entry is durable when
 * its directory is forced, and every directory above it in the next one.
 */
final class Tree {

    /** Beyond the alphabet of paths. */
    static final String OWN = "~";

    static final String TEMP = OWN + "tmp";

    /** How often a place is prepared anew when deletions take its directory away. */
    private static final int ATTEMPTS = 100;

    private final Path root;
    private final Path temp;
    private final Disk disk;
    private final ForcedDirectories forced;

    /** A change that needs a directory. */
    @FunctionalInterface
    interface Placement<T> {
        T run() throws IOException;
    }

    /** A change of one entry. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    Tree(Path root, Disk disk) {
        this.root = root;
        this.temp = root.resolve(TEMP);
        this.disk = disk;
        this.forced = new ForcedDirectories(root, disk);
    }

    Path root() {
        return root;
    }

    Path temp() {
        return temp;
    }

    Disk disk() {
        return disk;
    }

    /** Whether the store is still where it was: what is mounted over its root, or left when it is unmounted, has no temp. */
    boolean isThere() {
        return Files.isDirectory(temp);
    }

    Path file(StoragePath path) {
        return root.resolve(path.toString().substring(1));
    }

    /** The directory of the unfinished contents that belong to a path; beside it, so that its parent's deletion frees it. */
    Path unfinished(StoragePath path) {
        String name = path.name();
        String fitting = name.length() < StoragePath.MAX_SEGMENT ? name : hash(name);
        return file(path).resolveSibling(fitting + OWN);
    }

    Path newTemp() {
        return temp.resolve(newId());
    }

    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Puts an entry in its place durably, making the directories above it. */
    void place(Path target, Change change) throws IOException {
        inDirectory(target.getParent(), () -> {
            change.run();
            forceName(target);
            return true;
        });
    }

    /** Makes the name of an entry durable, and those of the directories above it, whoever made them. */
    void forceName(Path entry) throws IOException {
        Path directory = entry.getParent();
        disk.forceDirectory(directory);
        forced.force(directory);
    }

    /** Runs a change in a directory that is made first, again where a deletion takes the directory away in between. */
    <T> T inDirectory(Path directory, Placement<T> placement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                makeDirectories(directory);
                return placement.run();
            } catch (NoSuchFileException vanished) {
                if (attempt == ATTEMPTS) {
                    throw vanished;
                }
            }
        }
    }

    void force(List<Path> directories) throws IOException {
        for (Path directory : directories) {
            disk.forceDirectory(directory);
        }
    }

    /** Takes away an entry and all below it; what is missing is passed over. */
    boolean remove(Path entry) throws IOException {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(entry, LinkOption.NOFOLLOW_LINKS) ? disk.delete(entry) : isMissing();
        }
        // Gone from its place at once, for readers and for the writers of what is unfinished in it.
        Path away = newTemp();
        try {
            disk.rename(entry, away);
        } catch (NoSuchFileException alreadyGone) {
            return isMissing();
        }
        forced.forget(entry);
        disk.deleteTree(away);
        return true;
    }

    /** False, for a removal that finds nothing in a store that is there. */
    private boolean isMissing() throws IOException {
        checkThere();
        return false;
    }

    private void checkThere() throws IOException {
        if (!isThere()) {
            throw gone();
        }
    }

    private IOException gone() {
        return new IOException("the store's root " + root + " is gone");
    }

    private void makeDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path up = directory; !Files.isDirectory(up); up = up.getParent()) {
            if (up.equals(root)) {
                throw gone();
            }
            missing.push(up);
        }
        if (!missing.isEmpty()) {
            checkThere();
        }
        for (Path each : missing) {
            makeDirectory(each);
        }
    }

    /** One that somebody else makes at this moment is as good. */
    private void makeDirectory(Path directory) throws IOException {
        try {
            disk.makeDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.isRegularFile(directory)) {
                throw new IOException("a content has the path of a directory above it", e);
            }
        }
    }

    private static String hash(String name) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(name.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

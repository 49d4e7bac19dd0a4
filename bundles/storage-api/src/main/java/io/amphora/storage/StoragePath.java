package io.amphora.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of something in a store: {@code /} or {@code /segment/segment…}. A segment is 1 to 255 characters of
 * {@code [A-Za-z0-9._-]} and neither {@code .} nor {@code ..}; the whole is at most {@value #MAX_LENGTH} characters.
 * Immutable; paths sort by the bytes of their text.
 */
public final class StoragePath implements Comparable<StoragePath> {

    /** The longest path, in characters; with a prefix it fits the 1024 bytes of an S3 key. */
    public static final int MAX_LENGTH = 900;

    /** The longest segment, in characters: what common file systems take. */
    public static final int MAX_SEGMENT = 255;

    /** The root, {@code /}: for {@link StorageDriver#stat} and {@link StorageDriver#list} only. */
    public static final StoragePath ROOT = new StoragePath("/");

    private final String text;

    private StoragePath(String text) {
        this.text = text;
    }

    /**
     * Reads a path from its text.
     *
     * @throws IllegalArgumentException if the text is not a path; the message names the fault
     */
    public static StoragePath parse(String text) {
        if (text.equals("/")) {
            return ROOT;
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a storage path starts with '/'");
        }
        checkLength(text.length());
        int start = 1;
        for (int end = text.indexOf('/', start); end >= 0; end = text.indexOf('/', start)) {
            checkSegment(text, start, end);
            start = end + 1;
        }
        checkSegment(text, start, text.length());
        return new StoragePath(text);
    }

    /**
     * The path of a descendant.
     *
     * @param segments one or more segments, none of which holds a slash
     * @throws IllegalArgumentException if a segment is not one, or the result is too long
     */
    public StoragePath resolve(String... segments) {
        StringBuilder joined = new StringBuilder(isRoot() ? "" : text);
        for (String segment : segments) {
            checkSegment(segment, 0, segment.length());
            joined.append('/').append(segment);
        }
        checkLength(joined.length());
        return joined.length() == 0 ? ROOT : new StoragePath(joined.toString());
    }

    /** The path one level up; empty for the root. */
    public Optional<StoragePath> parent() {
        if (isRoot()) {
            return Optional.empty();
        }
        int slash = text.lastIndexOf('/');
        return Optional.of(slash == 0 ? ROOT : new StoragePath(text.substring(0, slash)));
    }

    /** The last segment; empty text for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Whether this is {@link #ROOT}. */
    public boolean isRoot() {
        return text.length() == 1;
    }

    /** Whether this path is {@code ancestor} or lies below it. {@code /ab} does not lie below {@code /a}. */
    public boolean startsWith(StoragePath ancestor) {
        return ancestor.isRoot()
                || text.equals(ancestor.text)
                || (text.startsWith(ancestor.text) && text.charAt(ancestor.text.length()) == '/');
    }

    /** Whether the text may stand between two slashes of a path. */
    public static boolean isSegment(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_SEGMENT || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(StoragePath other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoragePath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return text;
    }

    private static void checkLength(int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("a storage path has at most " + MAX_LENGTH + " characters");
        }
    }

    private static void checkSegment(String text, int start, int end) {
        if (!isSegment(text.substring(start, end))) {
            throw new IllegalArgumentException("not a segment of a storage path, at character " + start);
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}

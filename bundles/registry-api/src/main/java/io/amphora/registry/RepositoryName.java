package io.amphora.registry;

import org.jspecify.annotations.Nullable;

/**
 * The name of a repository, by the grammar of the distribution specification: components of lower-case letters and
 * digits, joined inside by {@code .}, {@code _}, {@code __} or any number of {@code -}, and separated by slashes; at most
 * {@value #MAX_LENGTH} characters. Immutable.
 */
public final class RepositoryName implements Comparable<RepositoryName> {

    /** The longest name, in characters; the length that clients agree on. */
    public static final int MAX_LENGTH = 255;

    private final String text;

    private RepositoryName(String text) {
        this.text = text;
    }

    /**
     * Reads a name, in time linear in its length.
     *
     * @throws IllegalArgumentException if the text is not a name; the message does not repeat it
     */
    public static RepositoryName parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a repository name has at most " + MAX_LENGTH + " characters");
        }
        int i = 0;
        while (true) {
            i = component(text, i);
            if (i == text.length()) {
                return new RepositoryName(text);
            }
            if (text.charAt(i) != '/') {
                throw notAName(i);
            }
            i++;
        }
    }

    @Override
    public int compareTo(RepositoryName other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RepositoryName name && name.text.equals(text);
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

    /** Passes over one component and returns the index behind it. */
    private static int component(String text, int start) {
        int i = alphanumerics(text, start);
        while (i < text.length() && text.charAt(i) != '/') {
            i = alphanumerics(text, separator(text, i));
        }
        return i;
    }

    private static int alphanumerics(String text, int start) {
        int i = start;
        while (i < text.length() && isAlphanumeric(text.charAt(i))) {
            i++;
        }
        if (i == start) {
            throw notAName(start);
        }
        return i;
    }

    private static int separator(String text, int start) {
        char c = text.charAt(start);
        int i = start + 1;
        if (c == '_') {
            return i < text.length() && text.charAt(i) == '_' ? i + 1 : i;
        }
        if (c == '-') {
            while (i < text.length() && text.charAt(i) == '-') {
                i++;
            }
            return i;
        }
        if (c == '.') {
            return i;
        }
        throw notAName(start);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static IllegalArgumentException notAName(int index) {
        return new IllegalArgumentException("not a repository name, at character " + index);
    }
}

package io.amphora.registry;

import org.jspecify.annotations.Nullable;

/**
 * A tag, by the grammar of the distribution specification: 1 to {@value #MAX_LENGTH} characters of
 * {@code [A-Za-z0-9_.-]}, the first neither a dot nor a dash. Immutable.
 */
public final class Tag implements Comparable<Tag> {

    /** The longest tag, in characters. */
    public static final int MAX_LENGTH = 128;

    private final String text;

    private Tag(String text) {
        this.text = text;
    }

    /**
     * Reads a tag.
     *
     * @throws IllegalArgumentException if the text is not one; the message does not repeat it
     */
    public static Tag parse(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("a tag has 1 to " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!word && (i == 0 || (c != '.' && c != '-'))) {
                throw new IllegalArgumentException("not a tag, at character " + i);
            }
        }
        return new Tag(text);
    }

    @Override
    public int compareTo(Tag other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tag tag && tag.text.equals(text);
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
}

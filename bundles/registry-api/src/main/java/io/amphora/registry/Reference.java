package io.amphora.registry;

/** What a manifest is asked for by: a tag or a digest. */
public sealed interface Reference {

    /**
     * Reads a reference: a digest if the text holds a colon, else a tag.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Reference parse(String text) {
        return text.indexOf(':') >= 0 ? new ByDigest(Digest.parse(text)) : new ByTag(Tag.parse(text));
    }

    /** A manifest by its tag. */
    record ByTag(Tag tag) implements Reference {
        @Override
        public String toString() {
            return tag.toString();
        }
    }

    /** A manifest by its digest. */
    record ByDigest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }
}

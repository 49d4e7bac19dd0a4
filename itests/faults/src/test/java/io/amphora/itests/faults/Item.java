package io.amphora.itests.faults;

/** Something that a client made the registry hold. */
sealed interface Item {

    /** What it is in; each repository has one pusher, which makes its items one after the other. */
    String repository();

    /** A layer. */
    record Blob(String repository, String digest, long size) implements Item {}

    /** A manifest under its digest. */
    record Manifest(String repository, String digest, long size) implements Item {}

    /** A tag that names a manifest from now on. */
    record Tagging(String repository, String tag, String digest) implements Item {}

    /**
     * An upload that goes on.
     *
     * @param number how many uploads its pusher had begun before
     * @param acknowledged how many bytes the registry said it has
     * @param draft the bytes
     */
    record Upload(String repository, int number, String location, long acknowledged, Draft draft) implements Item {}
}

package io.amphora.registry.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import java.util.Optional;

/**
 * Content that a repository must hold before a manifest is taken.
 *
 * @param digest its name
 * @param kind what will do
 * @param descriptor what the manifest says of it, which errors repeat; absent where it says no more than the digest
 */
public record ContentNeed(Digest digest, Kind kind, Optional<Descriptor> descriptor) {

    /** What will do for a need. */
    public enum Kind {
        /** A blob. */
        BLOB,
        /** A blob or a manifest; more likely a blob, which is looked up first. */
        BLOB_OR_MANIFEST,
        /** A manifest or a blob; more likely a manifest, which is looked up first. */
        MANIFEST_OR_BLOB
    }

    /** A need of a blob of which nothing but its digest is known. */
    public static ContentNeed blob(Digest digest) {
        return new ContentNeed(digest, Kind.BLOB, Optional.empty());
    }

    /** A need of what a descriptor names. */
    public static ContentNeed of(Kind kind, Descriptor descriptor) {
        return new ContentNeed(descriptor.digest(), kind, Optional.of(descriptor));
    }
}

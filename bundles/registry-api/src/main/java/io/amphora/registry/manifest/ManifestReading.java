package io.amphora.registry.manifest;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a format read in a push.
 *
 * @param mediaType the type of the document
 * @param stored the bytes that are stored and whose digest is the manifest's; mostly all that was pushed
 * @param needs what the repository must hold for it, in the document's order
 * @param signatures what is kept beside it; empty unless the format is a {@link SignedManifestFormat}
 */
public record ManifestReading(
        String mediaType, ByteBuffer stored, List<ContentNeed> needs, List<ByteBuffer> signatures) {

    /** Keeps a read-only view and copies of the lists. */
    public ManifestReading {
        stored = stored.asReadOnlyBuffer();
        needs = List.copyOf(needs);
        signatures = List.copyOf(signatures);
    }

    /** A document that is stored as it was pushed. */
    public ManifestReading(String mediaType, ByteBuffer stored, List<ContentNeed> needs) {
        this(mediaType, stored, needs, List.of());
    }

    /** The bytes, from first to last; each call gives a view of its own. */
    @Override
    public ByteBuffer stored() {
        return stored.duplicate();
    }
}

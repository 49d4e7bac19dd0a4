package io.amphora.registry;

import java.nio.ByteBuffer;

/**
 * A manifest as it was pushed, to the byte. One whose signatures are kept beside it (Docker's schema 1) has them all, and its
 * digest names what was signed.
 *
 * @param descriptor its type, its digest, the size of the content
 * @param content a read-only view of its bytes
 */
public record Manifest(Descriptor descriptor, ByteBuffer content) {

    /** Keeps a read-only view. */
    public Manifest {
        content = content.asReadOnlyBuffer();
    }

    /** The bytes, from first to last; each call gives a view of its own. */
    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }
}

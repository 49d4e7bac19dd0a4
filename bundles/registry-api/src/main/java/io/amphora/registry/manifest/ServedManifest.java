package io.amphora.registry.manifest;

import java.nio.ByteBuffer;

/**
 * What a client gets.
 *
 * @param mediaType its type
 * @param content its bytes
 */
public record ServedManifest(String mediaType, ByteBuffer content) {

    /** Keeps a read-only view. */
    public ServedManifest {
        content = content.asReadOnlyBuffer();
    }

    /** The bytes, from first to last; each call gives a view of its own. */
    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }
}

package io.amphora.registry.manifest;

import io.amphora.registry.Reference;
import io.amphora.registry.RepositoryName;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A manifest that is being pushed.
 *
 * @param repository where to
 * @param reference what shall name it
 * @param mediaType the type that the client sent, in lower case and without parameters; absent if it sent none
 * @param content what the client sent, no longer than the registry's limit
 */
public record ManifestPush(
        RepositoryName repository, Reference reference, Optional<String> mediaType, ByteBuffer content) {

    /** Keeps a read-only view. */
    public ManifestPush {
        content = content.asReadOnlyBuffer();
    }

    /** The bytes, from first to last; each call gives a view of its own. */
    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }
}

package io.amphora.registry.manifest;

import io.amphora.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A format whose documents carry signatures of what is stored. The registry keeps them beside the document, so that those
 * of several pushers come together. While the format is away a document is served as it is stored, without them.
 */
@ConsumerType
public interface SignedManifestFormat extends ManifestFormat {

    /** The most signatures that the registry keeps for one document; further ones are not kept. */
    int MOST_SIGNATURES = 100;

    /** The largest signature that the registry takes, in bytes. */
    int LARGEST_SIGNATURE = 64 * 1024;

    /**
     * Which of the signatures that came with a push are to be kept beside those that are kept already.
     *
     * @param kept those on storage, in a fixed order; another registry may have written them
     * @param pushed those of the push, as {@link ManifestReading#signatures} has them
     * @return those to be added, the most important first
     * @throws RegistryException if the push is refused for them
     */
    List<ByteBuffer> added(List<ByteBuffer> kept, List<ByteBuffer> pushed) throws RegistryException;

    /**
     * A stored document together with its signatures, as clients take it.
     *
     * @param stored the document's bytes
     * @param kept at least one, in a fixed order; another registry may have written them
     */
    ServedManifest serve(ByteBuffer stored, List<ByteBuffer> kept);
}

package io.amphora.registry;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The manifests of repositories. Thread-safe; provided as a service. Every method fails with
 * {@link ErrorCode#UNAVAILABLE} while there is no storage.
 */
@ProviderType
public interface ManifestService {

    /** The most bytes of a manifest that are taken at the moment. */
    int limit();

    /**
     * A manifest with its bytes.
     *
     * @throws RegistryException {@link ErrorCode#MANIFEST_UNKNOWN}, or {@link ErrorCode#NAME_UNKNOWN} if there is no such
     *     repository
     */
    Manifest fetch(RepositoryName repository, Reference reference) throws RegistryException;

    /**
     * Stores a manifest, byte for byte, and lets the reference name it. Which kinds are taken is up to the
     * {@link io.amphora.registry.manifest.ManifestFormat}s that are there.
     *
     * @param mediaType the type that the client sent, if it did; parameters are dropped
     * @return its type, digest and size
     * @throws RegistryException with all faults at once: {@link ErrorCode#MANIFEST_INVALID},
     *     {@link ErrorCode#MANIFEST_BLOB_UNKNOWN} for each layer, configuration or child that the repository does not hold,
     *     {@link ErrorCode#DIGEST_INVALID} if the reference is a digest and not that of the content,
     *     {@link ErrorCode#MANIFEST_UNVERIFIED} for signatures, {@link ErrorCode#MANIFEST_TOO_LARGE}
     */
    Descriptor put(RepositoryName repository, Reference reference, Optional<String> mediaType, ByteBuffer content)
            throws RegistryException;

    /**
     * Deletes a tag, or a manifest with every tag that names it. Takes effect at once; frees no bytes.
     *
     * @throws RegistryException {@link ErrorCode#MANIFEST_UNKNOWN}, {@link ErrorCode#NAME_UNKNOWN}
     */
    void delete(RepositoryName repository, Reference reference) throws RegistryException;
}

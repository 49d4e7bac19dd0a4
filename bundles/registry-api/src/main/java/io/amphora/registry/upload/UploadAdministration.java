package io.amphora.registry.upload;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import org.osgi.annotation.versioning.ProviderType;

/** The uploads that are open on storage, whichever node serves them. Thread-safe; provided as a service. */
@ProviderType
public interface UploadAdministration {

    /**
     * Open uploads of a repository, in the order of their ids.
     *
     * @param after only those behind this id; the empty text for all
     * @param limit the most uploads to return, at least 1
     */
    Slice<OpenUpload> list(RepositoryName repository, String after, int limit) throws RegistryException;
}

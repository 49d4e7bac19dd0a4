package io.amphora.registry;

import org.osgi.annotation.versioning.ProviderType;

/** The repositories. Thread-safe; provided as a service. */
@ProviderType
public interface RepositoryService {

    /**
     * Repositories in the order of the bytes of their names, at the memory of one page.
     *
     * @param after only those behind it; need not be a name; the empty text for all
     * @param limit the most names to return, at least 1
     */
    Slice<RepositoryName> list(String after, int limit) throws RegistryException;
}

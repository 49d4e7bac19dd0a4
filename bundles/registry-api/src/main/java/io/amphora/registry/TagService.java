package io.amphora.registry;

import org.osgi.annotation.versioning.ProviderType;

/** The tags of repositories. Thread-safe; provided as a service. */
@ProviderType
public interface TagService {

    /**
     * Tags that name a manifest, in the order of their bytes.
     *
     * @param after only those behind it; need not be a tag; the empty text for all
     * @param limit the most tags to return, at least 1
     * @throws RegistryException {@link ErrorCode#NAME_UNKNOWN} if there is no such repository
     */
    Slice<Tag> list(RepositoryName repository, String after, int limit) throws RegistryException;
}

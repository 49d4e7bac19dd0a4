package io.amphora.registry.core.tag;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.TagService;
import io.amphora.registry.core.repository.RepositoryLookup;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.PathNotFoundException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tags as storage has them at the moment; nothing is kept. */
@Component
public final class StoredTags implements TagService {

    private final LeasedStorage storage;

    /** Over the storage whose drivers come and go. */
    @Activate
    public StoredTags(@Reference LeasedStorage storage) {
        this.storage = storage;
    }

    @Override
    public Slice<Tag> list(RepositoryName repository, String after, int limit) throws RegistryException {
        if (limit < 1) {
            throw new IllegalArgumentException("a list of " + limit + " tags");
        }
        return storage.call(lease -> {
            try {
                return new TagWalk(lease, repository).list(after, limit);
            } catch (PathNotFoundException noTags) {
                if (RepositoryLookup.exists(lease, repository)) {
                    return new Slice<>(List.of(), false);
                }
                throw new RegistryException(ErrorCode.NAME_UNKNOWN, "name", repository.toString());
            }
        });
    }
}

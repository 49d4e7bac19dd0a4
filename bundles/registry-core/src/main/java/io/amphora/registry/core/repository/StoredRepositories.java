package io.amphora.registry.core.repository;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.RepositoryService;
import io.amphora.registry.Slice;
import io.amphora.registry.core.storage.LeasedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The repositories as storage has them at the moment; nothing is kept. */
@Component
public final class StoredRepositories implements RepositoryService {

    private final LeasedStorage storage;

    /** Over the storage whose drivers come and go. */
    @Activate
    public StoredRepositories(@Reference LeasedStorage storage) {
        this.storage = storage;
    }

    @Override
    public Slice<RepositoryName> list(String after, int limit) throws RegistryException {
        if (limit < 1) {
            throw new IllegalArgumentException("a list of " + limit + " names");
        }
        return storage.call(lease -> {
            Frontier frontier = new Frontier(lease, after, limit);
            List<RepositoryName> names = new ArrayList<>();
            for (Optional<RepositoryName> next = frontier.next(); next.isPresent(); next = frontier.next()) {
                if (names.size() == limit) {
                    return new Slice<>(names, true);
                }
                names.add(next.get());
            }
            return new Slice<>(names, false);
        });
    }
}

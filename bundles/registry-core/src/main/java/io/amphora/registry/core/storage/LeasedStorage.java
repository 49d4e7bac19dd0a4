package io.amphora.registry.core.storage;

import io.amphora.registry.RegistryException;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the core's services get their leases. Goes with the service that hands drivers out, and the core's services with
 * it: so an update of that is waited for in front of the registry, as an update of the core is. Thread-safe.
 */
@Component(service = LeasedStorage.class)
public final class LeasedStorage {

    private final ActiveStorage active;

    /** Over the storage whose drivers come and go. */
    @Activate
    public LeasedStorage(@Reference ActiveStorage active) {
        this.active = active;
    }

    /** The storage behind it. */
    public ActiveStorage active() {
        return active;
    }

    /**
     * Takes a lease, runs an operation with it, and gives it back; readers and writers that the operation opened go on.
     *
     * @throws RegistryException what {@link StorageFaults} makes of the operation's faults
     */
    public <T> T call(StorageOperation<T> operation) throws RegistryException {
        try (StorageLease lease = active.lease()) {
            return operation.run(lease);
        } catch (IOException e) {
            throw StorageFaults.of(e);
        }
    }

    /**
     * Takes a lease for what an operation opens, which gives it back at its end; here only if the operation fails.
     *
     * @throws RegistryException what {@link StorageFaults} makes of the operation's faults
     */
    public <T> T open(StorageOperation<T> operation) throws RegistryException {
        try {
            StorageLease lease = active.lease();
            boolean opened = false;
            try {
                T result = operation.run(lease);
                opened = true;
                return result;
            } finally {
                if (!opened) {
                    lease.close();
                }
            }
        } catch (IOException e) {
            throw StorageFaults.of(e);
        }
    }
}

package io.amphora.registry.core.storage;

import io.amphora.registry.RegistryException;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Where the core's services get their leases. Is there as long as the bundle is, whatever comes and goes behind it, so
 * that they refer to it statically. Thread-safe.
 */
@Component(service = LeasedStorage.class)
public final class LeasedStorage {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveStorage active;

    /** Without storage until declarative services bring it. */
    @Activate
    public LeasedStorage() {}

    /** Over a given storage. */
    public LeasedStorage(ActiveStorage active) {
        this.active = active;
    }

    /** The storage behind it; empty while its bundle is not there. */
    public Optional<ActiveStorage> active() {
        return Optional.ofNullable(active);
    }

    /**
     * Takes a lease, runs an operation with it, and gives it back; readers and writers that the operation opened go on.
     *
     * @throws RegistryException what {@link StorageFaults} makes of the operation's faults
     */
    public <T> T call(StorageOperation<T> operation) throws RegistryException {
        try (StorageLease lease = lease()) {
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
            StorageLease lease = lease();
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

    private StorageLease lease() throws StorageUnavailableException {
        ActiveStorage current = active;
        if (current == null) {
            throw new StorageUnavailableException("no storage service");
        }
        return current.lease();
    }
}

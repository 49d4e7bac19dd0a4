package io.amphora.registry.core.upload;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One driver at a time, leased out. Counts the leases, readers and writers that are open. */
public final class FakeStorage implements ActiveStorage {

    private final UUID store;
    private final AtomicInteger leases = new AtomicInteger();
    private final boolean shared;
    private volatile StorageDriver driver;
    private volatile boolean available = true;

    public FakeStorage(StorageDriver driver, boolean shared) {
        this(driver, shared, new UUID(0, System.identityHashCode(driver)));
    }

    private FakeStorage(StorageDriver driver, boolean shared, UUID store) {
        this.driver = driver;
        this.shared = shared;
        this.store = store;
    }

    /** A process's own way to a store. */
    public static FakeStorage sharing(StorageDriver store, StorageDriver way) {
        return new FakeStorage(way, false, new UUID(0, System.identityHashCode(store)));
    }

    /** A process's way to a store that has an id. */
    public static FakeStorage of(UUID store, StorageDriver way) {
        return new FakeStorage(way, false, store);
    }

    public void setAvailable(boolean available) {
        this.available = available;
    }

    /** Gives later leases another driver, as after a change of its settings. */
    public void use(StorageDriver next) {
        driver = next;
    }

    /** How many leases, readers and writers were not given back. */
    public int openLeases() {
        return leases.get();
    }

    @Override
    public StorageLease lease() throws StorageUnavailableException {
        if (!available) {
            throw new StorageUnavailableException("no driver");
        }
        leases.incrementAndGet();
        return new Lease();
    }

    @Override
    public CompletionStage<Void> whenAvailable() {
        return CompletableFuture.completedFuture(null);
    }

    private final class Lease implements StorageLease {

        private final StorageDriver held = HeldDriver.of(driver, leases);
        private boolean open = true;

        @Override
        public StorageDriver driver() {
            return held;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public UUID store() {
            return store;
        }

        @Override
        public boolean shared() {
            return shared;
        }

        @Override
        public <T> Optional<T> ability(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                leases.decrementAndGet();
            }
        }
    }
}

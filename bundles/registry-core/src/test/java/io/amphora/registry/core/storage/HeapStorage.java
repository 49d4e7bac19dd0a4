package io.amphora.registry.core.storage;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One driver, leased out and counted; a test may take it away. */
public final class HeapStorage implements ActiveStorage {

    private final UUID id = UUID.randomUUID();
    private final HeapDriver driver = new HeapDriver();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean present = true;
    private volatile CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    /** What the leases are on. */
    public HeapDriver driver() {
        return driver;
    }

    /** How many leases were not given back. */
    public int openLeases() {
        return open.get();
    }

    /** Whether there is a driver from now on. */
    public void present(boolean nowPresent) {
        present = nowPresent;
    }

    /** What the gate answers from now on. */
    public void gate(CompletableFuture<Void> stage) {
        available = stage;
    }

    @Override
    public StorageLease lease() throws StorageUnavailableException {
        if (!present) {
            throw new StorageUnavailableException("no driver");
        }
        open.incrementAndGet();
        return new HeapLease();
    }

    @Override
    public CompletionStage<Void> whenAvailable() {
        return available;
    }

    private final class HeapLease implements StorageLease {

        private boolean closed;

        @Override
        public StorageDriver driver() {
            return driver;
        }

        @Override
        public String name() {
            return "heap";
        }

        @Override
        public UUID store() {
            return id;
        }

        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public <T> Optional<T> ability(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}

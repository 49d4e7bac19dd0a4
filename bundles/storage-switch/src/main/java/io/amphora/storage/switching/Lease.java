package io.amphora.storage.switching;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.Redirect;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.lease.StorageLease;
import java.util.Optional;
import java.util.UUID;

/** A lease on one driver. Abilities that the storage API does not know are not handed out: nothing could guard them. */
final class Lease implements StorageLease {

    private final Candidate candidate;
    private final UUID store;
    private final Hold hold;
    private final LeasedDriver driver;

    Lease(Candidate candidate, UUID store, Hold hold) {
        this.candidate = candidate;
        this.store = store;
        this.hold = hold;
        this.driver = new LeasedDriver(candidate, hold);
    }

    @Override
    public StorageDriver driver() {
        return driver;
    }

    @Override
    public String name() {
        return candidate.name();
    }

    @Override
    public UUID store() {
        return store;
    }

    @Override
    public boolean shared() {
        return candidate.properties().shared();
    }

    @Override
    public <T> Optional<T> ability(Class<T> type) {
        StorageDriver raw = driver.raw();
        Object guarded = null;
        if (type == CompareAndSet.class && raw instanceof CompareAndSet) {
            guarded = (CompareAndSet)
                    (path, expected, content) -> ((CompareAndSet) driver.raw()).replace(path, expected, content);
        } else if (type == FreeSpace.class && raw instanceof FreeSpace) {
            guarded = (FreeSpace) () -> ((FreeSpace) driver.raw()).freeBytes();
        } else if (type == Redirect.class && raw instanceof Redirect) {
            guarded = (Redirect) (path, life) -> ((Redirect) driver.raw()).redirect(path, life);
        }
        return Optional.ofNullable(type.cast(guarded));
    }

    @Override
    public void close() {
        hold.release();
    }
}

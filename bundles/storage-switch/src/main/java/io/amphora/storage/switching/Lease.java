package io.amphora.storage.switching;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.Redirect;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A lease on a driver. Abilities that the storage API does not know are not handed out: nothing could guard them. */
final class Lease implements StorageLease, Tenant {

    private final Tenure tenure;
    private final LeasedDriver driver;

    /** A lease that begins on the active driver, once that is held for it. */
    Lease(Succession drivers, UUID store, Candidate first) {
        this.tenure = new Tenure(drivers, store, first, this);
        this.driver = new LeasedDriver(tenure);
    }

    Lease on(Hold hold) {
        tenure.on(hold);
        return this;
    }

    @Override
    public StorageDriver driver() {
        return driver;
    }

    @Override
    public String name() {
        return tenure.last().name();
    }

    @Override
    public UUID store() {
        return tenure.store();
    }

    @Override
    public boolean shared() {
        return tenure.last().properties().shared();
    }

    @Override
    public <T> Optional<T> ability(Class<T> type) {
        tenure.checkOpen();
        if (!type.isInstance(tenure.last().driver())) {
            return Optional.empty();
        }
        Object guarded = null;
        if (type == CompareAndSet.class) {
            guarded = (CompareAndSet) driver::replace;
        } else if (type == FreeSpace.class) {
            guarded = (FreeSpace) () ->
                    driver.call(Operation.STAT, StoragePath.ROOT, (on, again) -> ((FreeSpace) on.driver()).freeBytes());
        } else if (type == Redirect.class) {
            guarded = (Redirect) (path, life) ->
                    driver.call(Operation.REDIRECT, path, (on, again) -> ((Redirect) on.driver()).redirect(path, life));
        }
        return Optional.ofNullable(type.cast(guarded));
    }

    @Override
    public void close() {
        tenure.end();
    }

    @Override
    public String what() {
        return "operation";
    }

    /** A call that runs ends where it is; the next one looks for another driver. */
    @Override
    public void leave(BooleanSupplier isHeld) {
        tenure.release();
    }
}

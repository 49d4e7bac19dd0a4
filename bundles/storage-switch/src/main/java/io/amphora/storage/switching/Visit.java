package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.lease.DriverUnavailableException;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The use of one given driver, active or not, which ends when that goes away. */
final class Visit implements Tenant, AutoCloseable {

    private static final UUID NO_STORE = new UUID(0, 0);

    private final String what;
    private final Tenure tenure;

    Visit(Candidate candidate, String what) {
        this.what = what;
        this.tenure = new Tenure(
                (store, tenant, path) -> {
                    throw new DriverUnavailableException(candidate.name(), path, "the driver went away");
                },
                NO_STORE,
                candidate,
                this);
    }

    StorageDriver driver() {
        return new LeasedDriver(tenure);
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public void leave(BooleanSupplier isHeld) {
        tenure.release();
    }

    @Override
    public void close() {
        tenure.end();
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.DriverUnavailableException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The driver that a tenant uses at the moment: the one it began with, then the next one over the same store. Thread-safe. */
final class Tenure {

    private final Succession drivers;
    private final UUID store;
    private final Tenant tenant;
    private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();
    private final Candidate first;
    private volatile Candidate last;
    private volatile boolean ended;

    Tenure(Succession drivers, UUID store, Candidate first, Tenant tenant) {
        this.drivers = drivers;
        this.store = store;
        this.first = first;
        this.last = first;
        this.tenant = tenant;
    }

    /** Begins on a driver that is held for it already. */
    Tenure on(Hold first) {
        last = first.candidate();
        hold.set(first);
        return this;
    }

    /** A tenure of somebody else, which begins where this one is. */
    Tenure branch(Tenant other) {
        return new Tenure(drivers, store, last, other);
    }

    UUID store() {
        return store;
    }

    /** The driver that it began on. */
    Candidate first() {
        return first;
    }

    /** The driver of now or, between two drivers, the last one. */
    Candidate last() {
        return last;
    }

    /**
     * The driver to use; waits for the next one if the last one has gone.
     *
     * @param path what for
     * @throws DriverUnavailableException if none came in time
     * @throws IllegalStateException after the end
     */
    Candidate take(StoragePath path) throws DriverUnavailableException {
        Hold held = hold.get();
        while (held == null) {
            checkOpen();
            Hold next = last.isLeaving() ? drivers.next(store, tenant, path) : last.hold(tenant);
            if (hold.compareAndSet(null, next)) {
                last = next.candidate();
                held = next;
            } else {
                next.release();
                held = hold.get();
            }
        }
        checkOpen();
        return held.candidate();
    }

    /** Gives the driver back, to take another one later. */
    void release() {
        Hold held = hold.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    /** Gives the driver back for good. */
    void end() {
        ended = true;
        release();
    }

    /** Fails after the end. */
    void checkOpen() {
        if (ended) {
            release();
            throw new IllegalStateException("the lease on driver " + last.name() + " is closed");
        }
    }
}

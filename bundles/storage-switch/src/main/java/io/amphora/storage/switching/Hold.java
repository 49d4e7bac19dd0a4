package io.amphora.storage.switching;

import io.amphora.storage.admin.DriverUse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One use of a driver, by an operation, a reader or a writer. Counted until it is released. */
final class Hold {

    private final Candidate candidate;
    private final Tenant tenant;
    private final Instant since = Instant.now();
    private final AtomicBoolean released = new AtomicBoolean();

    Hold(Candidate candidate, Tenant tenant) {
        this.candidate = candidate;
        this.tenant = tenant;
    }

    Candidate candidate() {
        return candidate;
    }

    DriverUse use() {
        return new DriverUse(tenant.what(), since);
    }

    /** Has the tenant let go of the driver, which is going away. */
    void leave() {
        tenant.leave(() -> !released.get());
    }

    /** Ends the use; any number of times. */
    void release() {
        if (released.compareAndSet(false, true)) {
            candidate.released(this);
        }
    }
}

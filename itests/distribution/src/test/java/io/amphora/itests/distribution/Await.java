package io.amphora.itests.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something that another process does. */
final class Await {

    private static final long POLL_NANOS = 100_000_000;

    private Await() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; fails with the text when it does not in time. */
    static void until(Duration limit, Supplier<String> failure, Condition condition) throws Exception {
        Instant deadline = Instant.now().plus(limit);
        while (!condition.holds()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + limit + ": " + failure.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}

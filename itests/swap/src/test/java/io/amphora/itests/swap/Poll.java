package io.amphora.itests.swap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something that another process does. */
final class Poll {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Poll() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; fails with the text when it does not in time. */
    static void until(Duration limit, Supplier<String> failure, Condition condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + failure.get());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}

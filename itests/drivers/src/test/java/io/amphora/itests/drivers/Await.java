package io.amphora.itests.drivers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for something that the server does. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private Await() {}

    /** Looks again and again until it sees what is wanted; returns that. Fails with the last that it saw. */
    static <T> T until(String wanted, Callable<T> look, Predicate<T> isWanted) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        T seen = look.call();
        while (!isWanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + wanted + "; the last seen:\n" + seen);
            }
            LockSupport.parkNanos(POLL.toNanos());
            seen = look.call();
        }
        return seen;
    }
}

package io.amphora.itests.swap;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Holds a client to a number of bytes a second, until it is let go. What was lost in a wait is not made up for. */
final class Pace {

    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(100);

    private final long bytesPerSecond;
    private final BooleanSupplier letGo;
    private long due = System.nanoTime();

    Pace(long bytesPerSecond, BooleanSupplier letGo) {
        this.bytesPerSecond = bytesPerSecond;
        this.letGo = letGo;
    }

    /** Returns when the client may go on after so many bytes. */
    void after(long bytes) {
        due = Math.max(due, System.nanoTime() - LONGEST_NAP) + TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond;
        for (long left = due - System.nanoTime(); left > 0 && !letGo.getAsBoolean(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP));
        }
    }
}

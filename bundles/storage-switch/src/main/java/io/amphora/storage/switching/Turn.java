package io.amphora.storage.switching;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Whose turn it is: that of the one call that runs on a reader or writer, or of who moves it. */
final class Turn extends ReentrantLock {

    private static final long serialVersionUID = 1L;
    private static final long LOOK_MILLIS = 20;

    /** Does something once it has the turn; not at all if that is needed no more, as when the other waits for a driver. */
    void takeWhile(BooleanSupplier isNeeded, Runnable action) {
        try {
            while (isNeeded.getAsBoolean()) {
                if (tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    try {
                        if (isNeeded.getAsBoolean()) {
                            action.run();
                        }
                        return;
                    } finally {
                        unlock();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.amphora.storage.filesystem;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the calls that run, so that an end lets no new one in and waits for those. Thread-safe. */
final class RunningCalls {

    private int running;
    private boolean ended;

    /** Lets a call in, which then {@link #leave leaves}; false after the end. */
    synchronized boolean enter() {
        running += ended ? 0 : 1;
        return !ended;
    }

    synchronized void leave() {
        running--;
        if (running == 0) {
            notifyAll();
        }
    }

    /** Lets no more calls in, and waits for those that run; returns how many do not come back in time. */
    synchronized int end(Duration patience) {
        ended = true;
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); running > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running;
    }
}

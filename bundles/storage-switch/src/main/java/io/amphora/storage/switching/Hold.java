package io.amphora.storage.switching;

import java.util.concurrent.atomic.AtomicBoolean;

/** One user of a driver: an operation, a reader or a writer. Counted until it is released. */
final class Hold {

    private final Candidate candidate;
    private final AtomicBoolean released = new AtomicBoolean();

    Hold(Candidate candidate) {
        this.candidate = candidate;
    }

    boolean isReleased() {
        return released.get();
    }

    /** Ends the use; any number of times. */
    void release() {
        if (released.compareAndSet(false, true)) {
            candidate.released();
        }
    }
}

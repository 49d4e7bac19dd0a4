package io.amphora.http.exchange;

import java.util.function.LongSupplier;

/**
 * Watches whether a client does its part while it is its turn. What it did is sampled, so that a slow client of a large
 * buffer is seen to move.
 */
final class Progress {

    private static final long NOTHING = Long.MIN_VALUE;

    private volatile LongSupplier bytes = () -> 0;
    private volatile boolean clientsTurn;
    private long seen = NOTHING;
    private long since;

    /** Says where to look. */
    void of(LongSupplier supplier) {
        bytes = supplier;
    }

    void clientsTurn() {
        clientsTurn = true;
    }

    void ourTurn() {
        clientsTurn = false;
    }

    /** How long nothing has moved, in nanoseconds. Called by one thread. */
    long stalled(long now) {
        long current = bytes.getAsLong();
        if (!clientsTurn || current != seen) {
            seen = clientsTurn ? current : NOTHING;
            since = now;
        }
        return now - since;
    }
}

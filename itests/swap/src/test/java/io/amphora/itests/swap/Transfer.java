package io.amphora.itests.swap;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One request as its client sees it: how far it is, and how long it waited for the registry. Used by one thread. */
final class Transfer {

    enum Direction {
        PULL,
        PATCH,
        OTHER
    }

    /** More than the sockets of both ends hold: with so much to come, the registry is still reading its store. */
    static final long IN_SOCKETS = 12L << 20;

    private static final long LEAST_REST = 256L << 10;

    private final Direction direction;
    private final boolean slow;
    private final long size;
    private final Timeline timeline;
    private final long began = System.nanoTime();
    private final Map<Swap, Long> waits = new HashMap<>();
    private long longestWait;
    private volatile long moved;

    Transfer(Direction direction, boolean slow, long size, Timeline timeline) {
        this.direction = direction;
        this.slow = slow;
        this.size = size;
        this.timeline = timeline;
    }

    /** Nothing came, or nothing was taken, between these instants. */
    void waited(long from, long to) {
        longestWait = Math.max(longestWait, to - from);
        if (to - from > Duration.ofMillis(1).toNanos()) {
            timeline.during(from, to).forEach(swap -> waits.merge(swap, to - from, Math::max));
        }
    }

    void moved(long bytes) {
        moved += bytes;
    }

    long moved() {
        return moved;
    }

    long began() {
        return began;
    }

    long longestWait() {
        return longestWait;
    }

    /** The longest wait that the swap was a part of. */
    long waitAt(Swap swap) {
        return waits.getOrDefault(swap, 0L);
    }

    /** Whether it is a slow one that began so long ago, has moved bytes, and has more to come than sockets hold. */
    boolean isMidStream(Direction wanted, Duration age) {
        long rest = size - moved;
        return slow
                && direction == wanted
                && System.nanoTime() - began >= age.toNanos()
                && moved > 0
                && rest > (wanted == Direction.PULL ? IN_SOCKETS : LEAST_REST);
    }

    @Override
    public String toString() {
        long age = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return direction + " after " + age + " ms, at " + moved + " of " + size + " bytes";
    }
}

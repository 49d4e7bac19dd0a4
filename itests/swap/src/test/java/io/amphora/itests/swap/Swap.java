package io.amphora.itests.swap;

import java.time.Duration;

/**
 * One replacement, from the moment when it is asked for until its effect is there. Times are those of
 * {@link System#nanoTime}.
 */
final class Swap {

    private final Kind kind;
    private final long from = System.nanoTime();
    private final int pulls;
    private final int patches;
    private volatile long to = Long.MAX_VALUE;

    /** Begins one, while so many slow transfers are in mid-stream. */
    Swap(Kind kind, int pulls, int patches) {
        this.kind = kind;
        this.pulls = pulls;
        this.patches = patches;
    }

    void ended() {
        to = System.nanoTime();
    }

    Kind kind() {
        return kind;
    }

    /** Slow pulls that were in mid-stream when it began. */
    int pulls() {
        return pulls;
    }

    /** Slow PATCH requests that were in mid-stream when it began. */
    int patches() {
        return patches;
    }

    long from() {
        return from;
    }

    Duration took() {
        return Duration.ofNanos(to - from);
    }

    boolean overlaps(long begin, long end) {
        return from <= end && begin <= to;
    }

    /** Whether it began before and was over by then. */
    boolean overBefore(long time) {
        return to < time;
    }

    /**
     * Whether a transfer may end before its time now: it began before the swap, which had waited for it as long as the
     * registry does; and what the sockets held then may have taken the slack to arrive.
     */
    boolean mayCut(long begin, long now, Duration drain, Duration slack) {
        return kind.cuts()
                && begin <= from
                && now - from >= drain.toNanos()
                && (to == Long.MAX_VALUE || now - to <= slack.toNanos());
    }

    @Override
    public String toString() {
        return kind + (to == Long.MAX_VALUE ? ", going on" : ", " + took().toMillis() + " ms");
    }
}

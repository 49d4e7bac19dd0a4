package io.amphora.storage.switching;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a driver that goes away until nobody uses it: what ends within the grace ends there, what still runs is made to
 * let go and finds the next driver by itself. What does not let go in time is cut.
 */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Candidate candidate;
    private final Executor threads;
    private final long deadline;

    /**
     * The departure of a driver.
     *
     * @param threads each is kept waiting by one user at a time
     * @param most how long it may take
     */
    Departure(Candidate candidate, Executor threads, Duration most) {
        this.candidate = candidate;
        this.threads = threads;
        this.deadline = System.nanoTime() + most.toNanos();
    }

    /**
     * Waits until nobody uses it, or the time is over.
     *
     * @param grace how long its users may go on with it, if there is a driver for the others meanwhile
     */
    void hold(Duration grace, BooleanSupplier hasSuccessor) {
        long began = System.nanoTime();
        int before = candidate.holds().size();
        if (hasSuccessor.getAsBoolean()) {
            awaitUnused(Math.min(deadline, began + grace.toNanos()));
        }
        int moving = candidate.holds().size();
        candidate.calls().leave(Duration.ZERO);
        letGo();
        candidate.calls().leave(left(deadline));
        int cut = candidate.holds().size();
        candidate.calls().end();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (cut > 0) {
            LOG.warn("Storage driver {} has gone after {} ms; {} of its users did not let go", candidate, millis, cut);
        } else {
            LOG.info("Storage driver {} has gone after {} ms; of {} users {} move", candidate, millis, before, moving);
        }
    }

    /** Asks each user once, and those that come meanwhile too. */
    private void letGo() {
        Set<Hold> asked = new HashSet<>();
        while (!candidate.holds().isEmpty() && !left(deadline).isZero()) {
            for (Hold hold : candidate.holds()) {
                if (asked.add(hold)) {
                    ask(hold);
                }
            }
            awaitUnused(Math.min(deadline, System.nanoTime() + LOOK.toNanos()));
        }
    }

    private void ask(Hold hold) {
        try {
            threads.execute(hold::leave);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{}: the switch has stopped, so a user is cut", candidate);
        }
    }

    private void awaitUnused(long until) {
        candidate.awaitUnused(left(until));
    }

    private static Duration left(long until) {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }
}

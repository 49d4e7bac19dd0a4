package io.amphora.storage.switching;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.admin.DriverUse;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.switching.DriverCall.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the calls of one driver on threads of its own, so many at once and each for so long as its limits say. A call that
 * takes longer is interrupted and its caller gets an error; it counts until it comes back. Thread-safe.
 */
final class DriverCalls {

    private static final Logger LOG = LoggerFactory.getLogger(DriverCalls.class);

    private final Supplier<String> driver;
    private final Supplier<CallLimits> limits;
    private final Runnable idle;
    private final ThreadPoolExecutor threads;

    /** Guarded by itself, as are the two below. */
    private final Set<DriverCall<?>> running = new LinkedHashSet<>();

    private final Set<DriverCall<?>> stuck = new LinkedHashSet<>();
    private Phase phase = Phase.OPEN;

    /**
     * The calls of a driver.
     *
     * @param driver its name
     * @param idle called whenever the last one that ran has come back
     */
    DriverCalls(Supplier<String> driver, Supplier<CallLimits> limits, ThreadFactory threads, Runnable idle) {
        this.driver = driver;
        this.limits = limits;
        this.idle = idle;
        int most = limits.get().concurrent();
        this.threads = new ThreadPoolExecutor(0, most, 10, SECONDS, new HandOver(), threads, HandOver::await);
    }

    /**
     * Makes a call and waits for its end.
     *
     * @throws DepartedException if it was not begun, because the driver is going away
     * @throws DriverUnavailableException if it was given up
     * @throws StorageException also for what a driver may not throw
     */
    <T> T run(Order<T> order) throws IOException {
        return run(order, Phase.OPEN);
    }

    /** The same for what is called on a driver that is going away, to let go of it. */
    <T> T runLast(Order<T> order) throws IOException {
        return run(order, Phase.LEAVING);
    }

    /** Begins no more calls, and waits for those that run; whether all have ended in time. */
    boolean leave(Duration most) {
        synchronized (running) {
            phase = phase == Phase.ENDED ? phase : Phase.LEAVING;
            long deadline = System.nanoTime() + most.toNanos();
            long left = most.toNanos();
            while (!running.isEmpty() && left > 0) {
                try {
                    NANOSECONDS.timedWait(running, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                left = deadline - System.nanoTime();
            }
            return running.isEmpty();
        }
    }

    /** Gives up what still runs; the threads end as soon as it comes back. */
    void end() {
        List<DriverCall<?>> left;
        synchronized (running) {
            phase = Phase.ENDED;
            left = List.copyOf(running);
        }
        left.forEach(this::giveUp);
        threads.shutdown();
    }

    /** Whether the driver has gone, so that what failed may have failed for that. */
    boolean hasEnded() {
        synchronized (running) {
            return phase == Phase.ENDED;
        }
    }

    /** Whether the driver is going away, or has gone. */
    boolean isLeaving() {
        synchronized (running) {
            return phase != Phase.OPEN;
        }
    }

    /** Whether no call runs, not even one that was given up. */
    boolean isIdle() {
        synchronized (running) {
            return running.isEmpty();
        }
    }

    /** Calls that were given up and have not come back, the oldest first. */
    List<DriverUse> stuck() {
        synchronized (running) {
            return stuck.stream()
                    .map(DriverCall::use)
                    .sorted(Comparator.comparing(DriverUse::since))
                    .toList();
        }
    }

    /** Takes changed limits for the calls to come. */
    void resize() {
        threads.setMaximumPoolSize(limits.get().concurrent());
    }

    private <T> T run(Order<T> order, Phase last) throws IOException {
        DriverCall<T> call = DriverCall.of(order, this::ended);
        begin(call, order.path(), last);
        Duration limit = order.operation().limit(limits.get());
        try {
            return outcome(order, call, limit);
        } catch (TimeoutException e) {
            return giveUp(order, call, "no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(order, call, "interrupted");
        }
    }

    private <T> T outcome(Order<T> order, DriverCall<T> call, Duration limit)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return call.get(limit.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw fault(order, e.getCause());
        } catch (CancellationException e) {
            throw unavailable(order, "the driver went away");
        }
    }

    /** Waits no longer; but a call that ends just now has ended. */
    private <T> T giveUp(Order<T> order, DriverCall<T> call, String why) throws IOException {
        boolean begun = giveUp(call);
        if (call.isCancelled()) {
            throw unavailable(order, begun ? why : busy());
        }
        try {
            return outcome(order, call, Duration.ZERO);
        } catch (TimeoutException | InterruptedException e) {
            throw unavailable(order, why);
        }
    }

    private void begin(DriverCall<?> call, StoragePath path, Phase last) throws DepartedException {
        synchronized (running) {
            if (phase.compareTo(last) > 0) {
                throw new DepartedException(driver.get(), path);
            }
            running.add(call);
            try {
                threads.execute(call);
            } catch (RejectedExecutionException e) {
                running.remove(call);
                throw new DepartedException(driver.get(), path);
            }
        }
    }

    /** Interrupts a call, if it has not ended; whether it had begun. */
    private boolean giveUp(DriverCall<?> call) {
        boolean givenUp = call.cancel(true);
        boolean begun = call.hasBegun();
        if (begun && givenUp) {
            synchronized (running) {
                if (running.contains(call)) {
                    stuck.add(call);
                }
            }
        } else if (!call.hasOwner() && threads.remove(call)) {
            ended(call);
        }
        return begun;
    }

    private void ended(DriverCall<?> call) {
        boolean wasLast;
        synchronized (running) {
            running.remove(call);
            stuck.remove(call);
            wasLast = running.isEmpty();
            if (wasLast) {
                running.notifyAll();
            }
        }
        if (wasLast) {
            idle.run();
        }
    }

    private String busy() {
        synchronized (running) {
            return "too many calls run: " + threads.getMaximumPoolSize() + ", of which " + stuck.size()
                    + " do not come back";
        }
    }

    private DriverUnavailableException unavailable(Order<?> order, String fact) {
        return new DriverUnavailableException(driver.get(), order.path(), order.operation() + ": " + fact);
    }

    private IOException fault(Order<?> order, Throwable cause) {
        if (cause instanceof IOException fault) {
            return fault;
        }
        LOG.error("Storage driver {} fails at {} of {}", driver.get(), order.operation(), order.path(), cause);
        return new StorageException(driver.get(), order.path(), "the driver fails with " + cause.getClass(), cause);
    }

    /** How a driver goes. */
    private enum Phase {
        /** Every call is begun. */
        OPEN,
        /** Only what lets go of the driver is. */
        LEAVING,
        /** None is. */
        ENDED
    }
}

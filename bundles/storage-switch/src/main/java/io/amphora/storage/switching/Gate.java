package io.amphora.storage.switching;

import io.amphora.storage.lease.StorageUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where requests wait for a driver, without a thread, bounded in time and number. Thread-safe. */
final class Gate {

    private final Set<CompletableFuture<Void>> waiters = new HashSet<>();
    private final ScheduledExecutorService timer;
    private final BooleanSupplier available;
    private final Supplier<String> reason;
    private boolean closed;

    /**
     * A gate.
     *
     * @param timer runs the ends of time limits
     * @param available whether there is a driver now
     * @param reason why there is none
     */
    Gate(ScheduledExecutorService timer, BooleanSupplier available, Supplier<String> reason) {
        this.timer = timer;
        this.available = available;
        this.reason = reason;
    }

    /** Completes when a driver is there, or fails after {@code time}, or at once if {@code most} wait already. */
    CompletionStage<Void> pass(Duration time, int most) {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        synchronized (waiters) {
            if (available.getAsBoolean()) {
                return CompletableFuture.completedFuture(null);
            }
            if (closed || time.isZero()) {
                return CompletableFuture.failedFuture(new StorageUnavailableException(reason.get()));
            }
            if (waiters.size() >= most) {
                return CompletableFuture.failedFuture(new StorageUnavailableException(
                        reason.get() + "; " + waiters.size() + " requests wait for it already"));
            }
            waiters.add(waiter);
            limit(waiter, time);
        }
        return waiter.minimalCompletionStage();
    }

    /** Lets all who wait pass. */
    void open() {
        drain(false).forEach(waiter -> waiter.complete(null));
    }

    /** Turns away all who wait, and all who come until a driver is there. */
    void close() {
        drain(true).forEach(this::turnAway);
    }

    int waiting() {
        synchronized (waiters) {
            return waiters.size();
        }
    }

    private void limit(CompletableFuture<Void> waiter, Duration time) {
        var end = timer.schedule(() -> timeout(waiter), time.toMillis(), TimeUnit.MILLISECONDS);
        waiter.whenComplete((passed, failure) -> end.cancel(false));
    }

    private void timeout(CompletableFuture<Void> waiter) {
        synchronized (waiters) {
            waiters.remove(waiter);
        }
        turnAway(waiter);
    }

    private void turnAway(CompletableFuture<Void> waiter) {
        waiter.completeExceptionally(new StorageUnavailableException(reason.get()));
    }

    private List<CompletableFuture<Void>> drain(boolean close) {
        synchronized (waiters) {
            closed |= close;
            List<CompletableFuture<Void>> drained = List.copyOf(waiters);
            waiters.clear();
            return drained;
        }
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what stores are behind drivers, each on a thread of its own while that lasts: a driver that hangs keeps
 * nobody else waiting, and no lock is held. A store that cannot be read is tried again after a while.
 */
final class Prober {

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    private final Map<Candidate, Future<?>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Supplier<Duration> retry;
    private final Runnable found;

    /**
     * A prober.
     *
     * @param found called whenever something was found out
     */
    Prober(ExecutorService threads, ScheduledExecutorService timer, Supplier<Duration> retry, Runnable found) {
        this.threads = threads;
        this.timer = timer;
        this.retry = retry;
        this.found = found;
    }

    /** Reads the id of a driver's store. */
    void read(Candidate candidate) {
        start(candidate, StoreId::read);
    }

    /** Makes the id of a driver's store, if it still has none. */
    void make(Candidate candidate) {
        start(candidate, StoreId::make);
    }

    /** Lets go of a driver that has gone, even if it hangs. */
    void forget(Candidate candidate) {
        Future<?> probe = running.remove(candidate);
        if (probe != null) {
            probe.cancel(true);
        }
    }

    private void start(Candidate candidate, Function<StorageDriver, StoreIdentity> look) {
        try {
            running.put(candidate, threads.submit(() -> probe(candidate, look)));
        } catch (RejectedExecutionException tooManyHang) {
            later(candidate);
        }
        if (candidate.isGone()) {
            forget(candidate);
        }
    }

    private void probe(Candidate candidate, Function<StorageDriver, StoreIdentity> look) {
        StoreIdentity identity = identify(candidate, look);
        if (candidate.isGone()) {
            return;
        }
        candidate.identity(identity);
        found.run();
        if (identity instanceof StoreIdentity.Unreadable || identity instanceof StoreIdentity.Absent) {
            later(candidate);
        }
    }

    /** A driver may throw anything, such as the error of a class that its bundle does not find. */
    private static StoreIdentity identify(Candidate candidate, Function<StorageDriver, StoreIdentity> look) {
        try {
            return look.apply(candidate.driver());
        } catch (Throwable e) {
            StoreIdentity broken = new StoreIdentity.Unreadable("it fails with " + e);
            if (!broken.equals(candidate.identity())) {
                LOG.error("Storage driver {} fails", candidate, e);
            }
            return broken;
        }
    }

    private void later(Candidate candidate) {
        timer.schedule(() -> again(candidate), retry.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void again(Candidate candidate) {
        if (!candidate.isGone() && candidate.store().isEmpty()) {
            read(candidate);
        }
    }
}

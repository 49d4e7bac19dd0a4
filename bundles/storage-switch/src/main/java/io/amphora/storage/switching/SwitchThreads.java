package io.amphora.storage.switching;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the switch: one for time limits, one for each store that is being looked at, which may be refused, those
 * that move users away from a driver, and the makers of the drivers' own.
 */
final class SwitchThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchThreads.class);

    static final int MOST_PROBES = 64;
    private static final long LEAVE_MILLIS = 2_000;

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, named("amphora-storage-timer"), new ThreadPoolExecutor.DiscardPolicy());
    private final ThreadPoolExecutor probes = new ThreadPoolExecutor(
            0,
            MOST_PROBES,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("amphora-storage-probe"),
            new ThreadPoolExecutor.AbortPolicy());

    private final ThreadPoolExecutor movers = new ThreadPoolExecutor(
            32, 32, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("amphora-storage-move"));

    SwitchThreads() {
        timer.setRemoveOnCancelPolicy(true);
        timer.prestartCoreThread();
        movers.allowCoreThreadTimeOut(true);
    }

    /** Runs what has users let go of a driver. */
    Executor movers() {
        return movers;
    }

    /**
     * Makes the threads of a driver. On a thread of ours: a thread keeps what was on the stack where it was made, and so
     * would keep classes of whoever happens to make a call first, and of the driver itself.
     */
    ThreadFactory driver(String name) {
        ThreadFactory factory = named("amphora-storage-" + name);
        return task -> {
            if (timer.isShutdown()) {
                return factory.newThread(task);
            }
            try {
                return timer.submit(() -> factory.newThread(task)).get(1, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException | RejectedExecutionException e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                return factory.newThread(task);
            }
        };
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService probes() {
        return probes;
    }

    /** Ends the threads; one that hangs inside a driver is left behind after a while, and told. */
    @Override
    public void close() {
        timer.shutdownNow();
        movers.shutdown();
        probes.shutdownNow();
        try {
            boolean ended = timer.awaitTermination(LEAVE_MILLIS, TimeUnit.MILLISECONDS)
                    && probes.awaitTermination(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
            if (!ended) {
                LOG.warn("A storage driver does not come back from a question about its store");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(SwitchThreads.class.getClassLoader());
            return thread;
        };
    }
}

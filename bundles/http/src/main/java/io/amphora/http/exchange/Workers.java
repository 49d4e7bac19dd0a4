package io.amphora.http.exchange;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that work on requests. Its queue holds at most one task for each open exchange. After {@link #close} tasks
 * run on the thread that brings them: only clean-up comes then.
 */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int IDLE_SECONDS = 30;
    private static final int STOP_SECONDS = 2;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    Workers(int size) {
        threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "amphora-http-" + count.incrementAndGet()),
                (task, pool) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    void resize(int size) {
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /** Lets what runs end, interrupts it when it takes too long. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                finish(threads.shutdownNow());
                if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("{} threads do not return from storage", threads.getActiveCount());
                }
            }
        } catch (InterruptedException e) {
            finish(threads.shutdownNow());
            Thread.currentThread().interrupt();
        }
    }

    /** Runs what never began, which is clean-up by now; on a thread of its own, as storage may hang there too. */
    private static void finish(List<Runnable> tasks) {
        Thread thread = new Thread(() -> tasks.forEach(Runnable::run), "amphora-http-end");
        thread.setDaemon(true);
        thread.start();
    }
}

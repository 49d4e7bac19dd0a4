package io.amphora.itests.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that begin together. Closing interrupts what still runs. */
final class AtOnce implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads;

    AtOnce(int count) {
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** What one of the threads does. */
    interface Step<T> {
        T take(int thread) throws IOException;
    }

    /** Runs a step on each of so many threads, let go together: the results in the threads' order. */
    static <T> List<T> run(int count, Step<T> step) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        try (AtOnce threads = new AtOnce(count)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return step.take(thread);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /** Waits that long for a result, which may be a failure. */
    static boolean isDoneWithin(Future<?> future, long millis) throws InterruptedException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.amphora.storage.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs pieces of a test at the same time and brings back what they return or throw. */
final class Threads implements AutoCloseable {

    private static final int SECONDS = 120;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** A piece of a test. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Runs one task for each of {@code count} numbers, all let go at the same moment. */
    <T> List<T> race(int count, Numbered<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Callable<T> call = () -> {
                start.await(SECONDS, TimeUnit.SECONDS);
                return task.call(number);
            };
            running.add(executor.submit(call));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : running) {
            results.add(await(future));
        }
        return results;
    }

    /** Repeats a step until the flag is set; the result waits for the end and throws what the step threw. */
    Runnable readUntil(AtomicBoolean done, Step step) {
        Future<Boolean> running = executor.submit(() -> {
            while (!done.get()) {
                step.run();
            }
            return true;
        });
        return () -> {
            try {
                await(running);
            } catch (Exception e) {
                throw new AssertionError("a step at the same time failed", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A task that knows its number. */
    @FunctionalInterface
    interface Numbered<T> {
        T call(int number) throws Exception;
    }

    private static <T> T await(Future<T> future) throws InterruptedException, TimeoutException, ExecutionException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }
}

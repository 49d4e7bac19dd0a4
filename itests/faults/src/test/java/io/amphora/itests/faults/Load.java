package io.amphora.itests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Pushers at work, each on its own thread, until the scene is over. Any fault that one sees ends the run. */
final class Load implements AutoCloseable {

    private static final Duration NOTICE = Duration.ofSeconds(60);
    private static final Duration CONDITION = Duration.ofSeconds(90);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration LAST_PUSH = Duration.ofSeconds(120);

    private final Scene scene;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<Void> fault = new CompletableFuture<>();
    private final List<CompletableFuture<?>> running = new ArrayList<>();

    Load(Scene scene, List<Pusher> pushers) {
        this.scene = scene;
        for (Pusher pusher : pushers) {
            running.add(CompletableFuture.runAsync(() -> run(pusher), threads));
        }
        for (CompletableFuture<?> one : running) {
            one.whenComplete((nothing, problem) -> fault.complete(null));
        }
    }

    private void run(Pusher pusher) {
        try {
            while (!scene.over()) {
                pusher.push();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets them push for a while; fails as soon as one sees a fault. */
    void runFor(Duration time) throws Exception {
        try {
            fault.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return; // no fault
        }
        check();
    }

    /** Lets them push until something is so; fails as soon as one sees a fault. */
    void runUntil(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + CONDITION.toNanos();
        while (!condition.getAsBoolean()) {
            runFor(STEP);
            if (System.nanoTime() > deadline) {
                throw new AssertionError("what the run waits for did not come within " + CONDITION);
            }
        }
    }

    /** Waits until every pusher has noticed that the registry is away. */
    void awaitNotice() throws Exception {
        boolean noticed = scene.turnstile().awaitClients(running.size(), NOTICE);
        check();
        if (!noticed) {
            throw new AssertionError("a client did not notice within " + NOTICE + " that the registry is away");
        }
    }

    /** Fails with what a pusher saw, if one saw a fault. */
    void check() throws Exception {
        for (CompletableFuture<?> pusher : running) {
            if (pusher.isDone()) {
                rethrow(pusher, Duration.ZERO);
            }
        }
    }

    /** Lets every pusher end what it is at. */
    void finish() throws Exception {
        scene.end();
        for (CompletableFuture<?> pusher : running) {
            rethrow(pusher, LAST_PUSH);
        }
    }

    private static void rethrow(CompletableFuture<?> pusher, Duration limit) throws Exception {
        try {
            pusher.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a client saw a fault", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a push did not end within " + limit, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

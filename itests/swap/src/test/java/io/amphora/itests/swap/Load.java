package io.amphora.itests.swap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients at work, each on a thread of its own, until the scene is over. */
final class Load {

    private static final int PUSHERS = 8;
    private static final int PULLERS = 16;
    /** Of either. */
    private static final int SLOW = 6;

    private static final int LARGE_SEEDS = 3;
    private static final int MIXED_SEEDS = 30;
    private static final int TOO_MANY_FAILURES = 30;
    /** Between two requests of a fast client, so that small ones leave the machine something to serve with. */
    private static final Duration BREAK = Duration.ofMillis(40);

    private static final Duration LAST = Duration.ofSeconds(90);

    private final Scene scene;
    private final Ledger ledger;
    private final int port;
    private final List<Thread> threads = new ArrayList<>();

    Load(Scene scene, Ledger ledger, int port) {
        this.scene = scene;
        this.ledger = ledger;
        this.port = port;
    }

    /** Puts in what the first pulls need, then starts all clients. */
    void start() {
        Pusher seeder = pusher("swap/seed", Rate.FULL, Sizes.LARGE);
        for (int i = 0; i < LARGE_SEEDS; i++) {
            seeder.push(Blob.LARGEST);
        }
        Pusher tagger = pusher("swap/tagged", Rate.FULL, Sizes.MIXED);
        for (int i = 0; i < MIXED_SEEDS; i++) {
            tagger.work();
        }
        for (int i = 0; i < PUSHERS; i++) {
            boolean slow = i < SLOW;
            start("pusher-" + i, slow, pusher("swap/p" + i, rate(slow), sizes(slow)));
        }
        for (int i = 0; i < PULLERS; i++) {
            boolean slow = i < SLOW;
            start("puller-" + i, slow, new Puller(client(rate(slow)), scene, ledger, sizes(slow), i));
        }
    }

    private static Rate rate(boolean slow) {
        return slow ? Rate.SLOW : Rate.FAST;
    }

    private static Sizes sizes(boolean slow) {
        return slow ? Sizes.LARGE : Sizes.MIXED;
    }

    private Pusher pusher(String repository, Rate rate, Sizes sizes) {
        return new Pusher(client(rate), scene, ledger, repository, sizes);
    }

    private Client client(Rate rate) {
        return new Client(scene, port, rate);
    }

    private void start(String name, boolean slow, Worker worker) {
        Thread thread = new Thread(() -> run(worker, slow ? Duration.ZERO : BREAK), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Worker worker, Duration rest) {
        while (!scene.over() && scene.failures().size() < TOO_MANY_FAILURES) {
            try {
                worker.work();
            } catch (AssertionError | RuntimeException e) {
                scene.failed(Thread.currentThread().getName(), e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    /** Lets every client end what it is at. */
    void finish() throws InterruptedException {
        scene.end();
        long deadline = System.nanoTime() + LAST.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                scene.failed(thread.getName(), new AssertionError("did not end within " + LAST));
            }
        }
    }

    /** Pulls everything once more. */
    void pullAll() {
        Puller puller = new Puller(client(Rate.FULL), scene, ledger, Sizes.MIXED, 0);
        ledger.blobs().forEach(puller::blob);
        ledger.tags().forEach(puller::manifest);
    }
}

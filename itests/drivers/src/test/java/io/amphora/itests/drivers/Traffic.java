package io.amphora.itests.drivers;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients that push and pull all the time, and remember every failure. They begin at once and end with it. */
final class Traffic implements AutoCloseable {

    private static final int SMALL = 1000;
    private static final int LARGE = 3_000_000;

    private final RegistryClient client;
    private final List<Thread> threads;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean ended;

    /** As many pairs of a pusher and a puller. */
    Traffic(RegistryClient client, int pairs) {
        this.client = client;
        threads = IntStream.range(0, pairs)
                .boxed()
                .flatMap(i -> Stream.of(thread("pusher-" + i, this::push), thread("puller-" + i, this::pull)))
                .toList();
        threads.forEach(Thread::start);
    }

    private Thread thread(String name, Round round) {
        return new Thread(
                () -> {
                    while (!ended) {
                        run(name, round);
                    }
                },
                name);
    }

    private void run(String name, Round round) {
        try {
            round.run("traffic/" + name);
        } catch (Exception e) {
            failures.add(name + ": " + e);
        }
    }

    private void push(String repository) throws Exception {
        byte[] small = Content.fresh(SMALL);
        client.push(repository, small);
        client.push(repository, Content.fresh(LARGE));
        requests.addAndGet(4);
        check(repository, Content.digest(small), small);
    }

    private void pull(String repository) throws Exception {
        byte[] blob = Content.fresh(LARGE);
        String digest = client.push(repository, blob);
        requests.addAndGet(2);
        for (int i = 0; i < 20 && !ended; i++) {
            check(repository, digest, blob);
        }
    }

    private void check(String repository, String digest, byte[] expected) throws Exception {
        Answer answer = client.get(RegistryClient.blob(repository, digest));
        requests.incrementAndGet();
        if (answer.status() != 200 || !Arrays.equals(answer.body(), expected)) {
            throw new IllegalStateException("wrong answer to a pull: " + answer.status() + " " + answer.headers());
        }
    }

    /** How many requests were answered. */
    int requests() {
        return requests.get();
    }

    /** What went wrong so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients end", e);
        }
    }

    /** One round of a client. */
    private interface Round {
        void run(String repository) throws Exception;
    }
}

package io.amphora.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    @Test
    void runsTasksInOrderOneAtATime() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SerialExecutor serial = new SerialExecutor(threads);
        List<Integer> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);

        for (int i = 0; i < 10_000; i++) {
            int number = i;
            serial.execute(() -> seen.add(number));
        }
        serial.execute(done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(10_000).isSorted();
        threads.shutdown();
    }

    @Test
    void aTaskThatThrowsDoesNotKeepTheNext() {
        SerialExecutor serial = new SerialExecutor(Runnable::run);
        List<Integer> seen = new ArrayList<>();

        serial.execute(() -> {
            throw new NoClassDefFoundError("gone with an update");
        });
        serial.execute(() -> seen.add(1));

        assertThat(seen).containsExactly(1);
    }

    @Test
    void letsOthersHaveTheThread() {
        Deque<Runnable> queue = new ArrayDeque<>();
        SerialExecutor serial = new SerialExecutor(queue::add);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            serial.execute(() -> seen.add(number));
        }

        queue.removeFirst().run();

        assertThat(seen).containsExactly(0, 1, 2, 3);
        queue.removeFirst().run();
        assertThat(seen).containsExactly(0, 1, 2, 3, 4);
        queue.clear();
        serial.execute(() -> seen.add(5));
        assertThat(queue).as("a new turn begins").hasSize(1);
    }
}

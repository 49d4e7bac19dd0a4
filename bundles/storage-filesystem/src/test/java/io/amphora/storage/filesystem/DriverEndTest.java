package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An end while calls run. */
final class DriverEndTest {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");
    private static final long DEADLINE_SECONDS = 5;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private DirectoryStore store;
    private FilesystemDriver driver;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore();
        driver = FilesystemDriver.open("test", store.root(), false, this::stopAtRename);
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        store.close();
    }

    private void stopAtRename(String change, Path path) throws IOException {
        if (change.equals("rename")) {
            reached.countDown();
            try {
                goOn.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void waitsForTheCallThatRunsAndRefusesNewOnes() throws Exception {
        CompletableFuture<Void> put = CompletableFuture.runAsync(this::put);
        assertThat(reached.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> end = CompletableFuture.runAsync(driver::close);

        awaitRefusal();
        assertThat(end).isNotDone();
        assertThat(put).isNotDone();
        goOn.countDown();
        end.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        put.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        try (FilesystemDriver next = DirectoryStore.openAt(store.root().toString())) {
            assertThat(next.get(PATH, 10)).hasSize(10);
        }
    }

    @Test
    void waitsForAWhileOnly() {
        RunningCalls calls = new RunningCalls();
        assertThat(calls.enter()).isTrue();

        assertThat(calls.end(Duration.ofMillis(1))).isEqualTo(1);

        assertThat(calls.enter()).isFalse();
        calls.leave();
        assertThat(calls.end(Duration.ZERO)).isZero();
    }

    private void put() {
        try {
            driver.put(PATH, new byte[10]);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitRefusal() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (isActive()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> driver.stat(StoragePath.ROOT));
    }

    private boolean isActive() {
        try {
            return driver.stat(StoragePath.ROOT).directory();
        } catch (StorageException ended) {
            return false;
        }
    }
}

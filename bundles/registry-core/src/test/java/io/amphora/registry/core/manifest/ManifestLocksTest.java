package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.REPOSITORY;
import static io.amphora.registry.core.manifest.ManifestFixture.bytes;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.RegistryException;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.storage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom while a manifest with tags is deleted. */
final class ManifestLocksTest {

    private static final String ONE = image();
    private static final String OTHER = image(",\"x\":1");
    private static final Digest DIGEST = digest(ONE);
    private static final long DEADLINE_SECONDS = 30;

    private final ManifestFixture registry = new ManifestFixture();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void endThreads() throws InterruptedException {
        goOn.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Lets a delete stop in the middle: before a tag of the manifest goes, or before the way back to all of them. */
    private Future<?> deleteThatStopsAt(Object path) throws InterruptedException {
        registry.driver.probe((call, at) -> {
            if (call.equals("delete") && at.equals(path)) {
                reached.countDown();
                await();
            }
        });
        Future<?> delete = threads.submit(() -> {
            registry.delete(DIGEST.toString());
            return null;
        });
        assertThat(reached.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return delete;
    }

    private void await() throws StorageException {
        try {
            goOn.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T soon(Callable<T> call) throws Exception {
        return threads.submit(call).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void pushesOfOtherManifestsAndTagsDoNotWait() throws Exception {
        registry.push("v1", ONE);
        Future<?> delete = deleteThatStopsAt(StorageLayout.tag(REPOSITORY, Tag.parse("v1")));

        soon(() -> registry.push("v2", OTHER));
        soon(() -> registry.push(digest(OTHER).toString(), OTHER));
        soon(() -> {
            registry.delete("v2");
            return null;
        });

        assertThat(delete).isNotDone();
        goOn.countDown();
        delete.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aTagThatIsDoneWithCanMoveBeforeTheDeleteEnds() throws Exception {
        registry.push("v1", ONE);
        Future<?> delete = deleteThatStopsAt(StorageLayout.tagged(REPOSITORY, DIGEST));

        soon(() -> registry.push("v1", OTHER));

        assertThat(delete).isNotDone();
        goOn.countDown();
        delete.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(OTHER);
    }

    @Test
    void aPushOfTheTagThatGoesWaitsAndStays() throws Exception {
        registry.push("v1", ONE);
        Future<?> delete = deleteThatStopsAt(StorageLayout.tag(REPOSITORY, Tag.parse("v1")));

        FutureTask<?> push = pushThatWaits("v1", OTHER);
        goOn.countDown();

        delete.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        push.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(OTHER);
    }

    @Test
    void aPushOfTheManifestThatGoesWaitsAndStays() throws Exception {
        registry.push("v1", ONE);
        Future<?> delete = deleteThatStopsAt(StorageLayout.tagged(REPOSITORY, DIGEST));

        FutureTask<?> push = pushThatWaits("v2", ONE);
        goOn.countDown();

        delete.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        push.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(bytes(registry.fetch("v2"))).isEqualTo(ONE);
    }

    @Test
    void locksThatNobodyHoldsAreGone() throws StorageException {
        ManifestLocks locks = new ManifestLocks();

        ManifestLocks.Held push = locks.push(REPOSITORY, DIGEST, Optional.of(Tag.parse("a")));
        locks.tags(REPOSITORY).during(List.of(Tag.parse("b"), Tag.parse("c")), () -> assertThat(locks.size())
                .isEqualTo(4));
        push.release();

        assertThat(locks.size()).isZero();
    }

    @Test
    void deletesTheTagsOfManyBatches() throws RegistryException {
        for (int i = 0; i < 250; i++) {
            registry.push("t" + i, ONE);
        }

        registry.delete(DIGEST.toString());

        assertThat(registry.driver.paths()).noneMatch(path -> path.contains("/tags/") || path.contains("/_tagged/"));
    }

    /** Begins a push and waits until it waits for its lock; there is nothing else to wait for. */
    private FutureTask<?> pushThatWaits(String tag, String content) {
        FutureTask<?> push = new FutureTask<>(() -> registry.push(tag, content));
        Thread thread = new Thread(push, "push");
        thread.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime()).isLessThan(end);
            assertThat(push).isNotDone();
            Thread.onSpinWait();
        }
        return push;
    }
}

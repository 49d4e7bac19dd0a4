package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.REPOSITORY;
import static io.amphora.registry.core.manifest.ManifestFixture.bytes;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.HeapDriver.Probe;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.tag.StoredTags;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes and deletes that meet, or end half-way. */
final class ManifestRaceTest {

    private static final String ONE = image();
    private static final String OTHER = image(",\"x\":1");
    private static final Digest DIGEST = digest(ONE);
    private static final Tag TAG = Tag.parse("v1");

    private final ManifestFixture registry = new ManifestFixture();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void row84LetsBothPushesOfATagSucceed() throws Exception {
        for (int i = 0; i < 300; i++) {
            atOnce(() -> registry.push("v1", ONE), () -> registry.push("v1", OTHER));

            assertThat(bytes(registry.fetch("v1"))).isIn(ONE, OTHER);
            assertThat(bytes(registry.fetch(DIGEST.toString()))).isEqualTo(ONE);
        }
    }

    @Test
    void row85LeavesNoDanglingTagWhenItsManifestIsDeletedMeanwhile() throws Exception {
        registry.push("other", OTHER);
        for (int i = 0; i < 300; i++) {
            registry.push(DIGEST.toString(), ONE);

            atOnce(() -> registry.push("v1", ONE), this::delete);

            boolean tagged = fetch("v1").isPresent();
            assertThat(fetch(DIGEST.toString()).isPresent()).isEqualTo(tagged);
            assertThat(tags().contains(TAG)).isEqualTo(tagged);
            assertThat(registry.driver
                            .paths()
                            .contains(StorageLayout.tagLink(REPOSITORY, TAG).toString()))
                    .isEqualTo(tagged);
        }
    }

    @Test
    void row85LetsAPushWinOverADeleteOfAnotherNodeThatTookItsLink() throws RegistryException {
        before(
                "put",
                StorageLayout.tagLink(REPOSITORY, TAG),
                () -> registry.driver.delete(List.of(StorageLayout.revisionLink(REPOSITORY, DIGEST))));

        registry.push("v1", ONE);

        assertThat(fetch("v1")).contains(ONE);
    }

    @Test
    void writesTheBytesAgainThatWereSweptBeforeTheyWereLinked() throws RegistryException {
        before(
                "put",
                StorageLayout.revisionLink(REPOSITORY, DIGEST),
                () -> registry.driver.delete(List.of(StorageLayout.blob(DIGEST))));

        registry.push("v1", ONE);

        assertThat(fetch("v1")).contains(ONE);
    }

    @Test
    void keepsATagThatMovesWhileItsOldManifestIsDeleted() throws RegistryException {
        registry.push("v1", ONE);
        registry.push("v1", OTHER);

        registry.delete(DIGEST.toString());

        assertThat(fetch("v1")).contains(OTHER);
    }

    @Test
    void leavesAPushThatBreaksOffVisibleWhollyOrNotAtAll() throws RegistryException {
        registry.push("v1", OTHER);
        for (int step = 1; breaksOffAt(step, () -> registry.push("v1", ONE)); step++) {
            assertThat(fetch("v1")).as("step %s", step).isPresent().get().isIn(ONE, OTHER);
            assertThat(tags()).containsExactly(TAG);

            registry.push("v1", ONE);
            assertThat(fetch("v1")).contains(ONE);
            registry.push("v1", OTHER);
            registry.delete(DIGEST.toString());
        }
        assertThat(fetch("v1")).contains(ONE);
    }

    @Test
    void leavesADeleteThatBreaksOffVisibleWhollyOrNotAtAll() throws RegistryException {
        registry.push("kept", OTHER);
        registry.push("v1", ONE);
        registry.push("v2", ONE);
        for (int step = 1; breaksOffAt(step, this::delete); step++) {
            boolean there = fetch(DIGEST.toString()).isPresent();
            assertThat(fetch("v1").isPresent()).as("step %s", step).isEqualTo(there);
            assertThat(fetch("v2").isPresent()).as("step %s", step).isEqualTo(there);
            assertThat(tags()).hasSize(there ? 3 : 1);

            registry.push("v1", ONE);
            registry.push("v2", ONE);
        }
        assertThat(tags()).containsExactly(Tag.parse("kept"));
    }

    /** Runs a call whose driver fails at its n-th step. Returns whether it had so many. */
    private boolean breaksOffAt(int step, Callable<?> call) {
        AtomicInteger steps = new AtomicInteger();
        registry.driver.probe((name, path) -> {
            if (steps.incrementAndGet() >= step) {
                throw new StorageException("heap", path, "breaks off");
            }
        });
        try {
            call.call();
            return false;
        } catch (Exception brokenOff) {
            return true;
        } finally {
            registry.driver.probe((name, path) -> {});
        }
    }

    /** Does something once, right before a call of the driver. */
    private void before(String call, StoragePath path, Deed deed) {
        registry.driver.probe((name, target) -> {
            if (name.equals(call) && target.equals(path)) {
                Probe none = (n, p) -> {};
                registry.driver.probe(none);
                deed.run();
            }
        });
    }

    private Optional<String> fetch(String reference) throws RegistryException {
        try {
            return Optional.of(bytes(registry.fetch(reference)));
        } catch (RegistryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_UNKNOWN);
            return Optional.empty();
        }
    }

    private List<Tag> tags() throws RegistryException {
        return new StoredTags(new LeasedStorage(registry.storage))
                .list(REPOSITORY, "", 100)
                .items();
    }

    private Void delete() throws RegistryException {
        registry.delete(DIGEST.toString());
        return null;
    }

    private void atOnce(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> first = threads.submit(() -> {
            start.await();
            return one.call();
        });
        Future<?> second = threads.submit(() -> {
            start.await();
            return other.call();
        });
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
    }

    /** What another node does. */
    @FunctionalInterface
    private interface Deed {
        void run() throws StorageException;
    }
}

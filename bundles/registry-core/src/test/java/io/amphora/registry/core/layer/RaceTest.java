package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One node stops before or after each of its calls to storage, another one does something, then the first goes on. */
class RaceTest {

    private static final byte[] PREFIX = Node.bytes(1200, 1);
    private static final byte[] MINE = Node.bytes(2500, 2);
    private static final byte[] YOURS = Node.bytes(1500, 3);

    private interface Check {
        void run(Outcome first, Outcome second, Scene scene) throws IOException;
    }

    private record Scene(StorageDriver store, Node node, UploadReference reference) {}

    @Test
    void acceptsOneOfTwoFirstChunks() throws Exception {
        int steps = race(
                new byte[0],
                (node, at) -> node.patch(at, MINE),
                (node, at) -> node.patch(at, YOURS),
                RaceTest::oneChunk);

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void acceptsOneOfTwoLaterChunks() throws Exception {
        int steps = race(
                PREFIX, (node, at) -> node.patch(at, MINE), (node, at) -> node.patch(at, YOURS), RaceTest::oneChunk);

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void letsAFinishOrAChunkWin() throws Exception {
        byte[] finished = Node.join(PREFIX, MINE);

        race(
                PREFIX,
                (node, at) -> node.put(at, MINE, Node.sha256(finished)),
                (node, at) -> node.patch(at, YOURS),
                (put, patch, scene) -> finishOrChunk(put, patch, scene, finished));
        race(
                PREFIX,
                (node, at) -> node.patch(at, YOURS),
                (node, at) -> node.put(at, MINE, Node.sha256(finished)),
                (patch, put, scene) -> finishOrChunk(put, patch, scene, finished));
    }

    @Test
    void letsAFinishWithoutABodyOrAChunkWin() throws Exception {
        race(
                PREFIX,
                (node, at) -> node.put(at, Node.sha256(PREFIX)),
                (node, at) -> node.patch(at, YOURS),
                (put, patch, scene) -> finishOrChunk(put, patch, scene, PREFIX));
        race(
                PREFIX,
                (node, at) -> node.patch(at, YOURS),
                (node, at) -> node.put(at, Node.sha256(PREFIX)),
                (patch, put, scene) -> finishOrChunk(put, patch, scene, PREFIX));
    }

    @Test
    void letsAChunkOrACancelWinAndLeavesNothing() throws Exception {
        race(PREFIX, (node, at) -> node.patch(at, MINE), Node::cancel, (patch, cancel, scene) -> {
            assertThat(cancel).isEqualTo(Outcome.DONE);
            assertThat(patch).isIn(Outcome.DONE, Outcome.UNKNOWN);
            assertThat(CrashTest.hasDirectory(scene.store(), scene.reference())).isFalse();
        });
        race(new byte[0], Node::cancel, (node, at) -> node.patch(at, MINE), (cancel, patch, scene) -> {
            assertThat(cancel).isEqualTo(Outcome.DONE);
            assertThat(patch).isIn(Outcome.DONE, Outcome.UNKNOWN);
            assertThat(CrashTest.hasDirectory(scene.store(), scene.reference())).isFalse();
        });
    }

    @Test
    void letsAFinishOrACancelWin() throws Exception {
        race(PREFIX, (node, at) -> node.put(at, Node.sha256(PREFIX)), Node::cancel, RaceTest::finishOrCancel);
        race(
                PREFIX,
                Node::cancel,
                (node, at) -> node.put(at, Node.sha256(PREFIX)),
                (cancel, put, scene) -> finishOrCancel(put, cancel, scene));
    }

    @Test
    void letsTwoFinishesPublishOnce() throws Exception {
        Outcome.Action puts = (node, at) -> node.put(at, Node.sha256(PREFIX));

        race(PREFIX, puts, puts, (first, second, scene) -> {
            assertThat(first).isEqualTo(Outcome.DONE);
            assertThat(second).isIn(Outcome.DONE, Outcome.CONFLICT);
            assertThat(scene.node().pull(Node.sha256(PREFIX))).isEqualTo(PREFIX);
            assertThat(CrashTest.hasDirectory(scene.store(), scene.reference())).isFalse();
        });
    }

    @Test
    void givesACheckpointToOneOfTwo() throws Exception {
        for (int stop = 0; ; stop++) {
            Scene scene = scene(PREFIX);
            scene.node().abort(scene.reference(), Node.bytes(2000, 4));
            UploadReference received = scene.node().status(scene.reference()).reference();
            Scene there = new Scene(scene.store(), scene.node(), received);
            Outcome.Action goesOn = (node, at) -> node.patch(at, MINE);
            Outcome.Action restarts = (node, at) -> node.patch(scene.reference(), YOURS);
            boolean stopped = raceAt(stop, there, goesOn, restarts, (first, second, ignored) -> {
                assertThat(first == Outcome.DONE).isNotEqualTo(second == Outcome.DONE);
                byte[] content =
                        first == Outcome.DONE ? Node.join(PREFIX, Node.bytes(2000, 4), MINE) : Node.join(PREFIX, YOURS);
                becomes(content, scene);
            });
            if (!stopped) {
                return;
            }
        }
    }

    private static void oneChunk(Outcome first, Outcome second, Scene scene) throws IOException {
        assertThat(first == Outcome.DONE).as("%s and %s", first, second).isNotEqualTo(second == Outcome.DONE);
        byte[] prefix = scene.reference().token().length() == 0 ? PREFIX : prefixOf(scene);
        becomes(Node.join(prefix, first == Outcome.DONE ? MINE : YOURS), scene);
    }

    private static byte[] prefixOf(Scene scene) throws IOException {
        long received = scene.node().status(scene.reference()).received();
        return received == MINE.length || received == YOURS.length ? new byte[0] : PREFIX;
    }

    private static void finishOrChunk(Outcome put, Outcome patch, Scene scene, byte[] finished) throws IOException {
        assertThat(put == Outcome.DONE).as("%s and %s", put, patch).isNotEqualTo(patch == Outcome.DONE);
        if (put == Outcome.DONE) {
            assertThat(scene.node().pull(Node.sha256(finished))).isEqualTo(finished);
            assertThat(CrashTest.hasDirectory(scene.store(), scene.reference())).isFalse();
        } else {
            assertThat(scene.node().service.exists(Node.REPOSITORY, Node.sha256(finished)))
                    .isFalse();
            becomes(Node.join(PREFIX, YOURS), scene);
        }
    }

    private static void finishOrCancel(Outcome put, Outcome cancel, Scene scene) throws IOException {
        assertThat(put == Outcome.DONE).as("%s and %s", put, cancel).isNotEqualTo(cancel == Outcome.DONE);
        assertThat(scene.node().service.exists(Node.REPOSITORY, Node.sha256(PREFIX)))
                .isEqualTo(put == Outcome.DONE);
        assertThat(CrashTest.hasDirectory(scene.store(), scene.reference())).isFalse();
    }

    /** The upload has exactly that content. */
    private static void becomes(byte[] content, Scene scene) throws IOException {
        UploadStatus status = scene.node().status(scene.reference());
        assertThat(status.received()).isEqualTo(content.length);
        scene.node().put(status.reference(), Node.sha256(content));
        assertThat(scene.node().pull(Node.sha256(content))).isEqualTo(content);
    }

    private static Scene scene(byte[] prefix) throws IOException {
        StorageDriver store = MemoryDrivers.open();
        Node node = Node.over(new FakeStorage(store, false));
        return new Scene(
                store, node, node.patch(node.post().reference(), prefix).reference());
    }

    private static int race(byte[] prefix, Outcome.Action first, Outcome.Action second, Check check) throws Exception {
        int stop = 0;
        while (raceAt(stop, scene(prefix), first, second, check)) {
            stop++;
        }
        return stop;
    }

    /** Stops the first at a step while the second runs; false if the first has no such step. */
    private static boolean raceAt(int stop, Scene scene, Outcome.Action first, Outcome.Action second, Check check)
            throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        SteppedDriver stepped = new SteppedDriver(scene.store(), (step, call) -> {
            if (step == stop) {
                reached.set(true);
                stopped.countDown();
                await(goOn);
            }
        });
        Node slow = Node.over(FakeStorage.sharing(scene.store(), stepped));
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(
                        () -> Outcome.of(first, slow, scene.reference()))
                .whenComplete((outcome, fault) -> stopped.countDown());
        Outcome other;
        try {
            await(stopped);
            other = Outcome.of(second, scene.node(), scene.reference());
        } finally {
            goOn.countDown();
        }
        Outcome one = running.get(10, TimeUnit.SECONDS);
        if (reached.get()) {
            check.run(one, other, scene);
        }
        return reached.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

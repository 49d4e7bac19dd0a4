package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadConflictException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A process dies before or after each of its calls to storage; another one goes on over the same store. */
class CrashTest {

    private static final byte[] FIRST = Node.bytes(2500, 1);
    private static final byte[] SECOND = Node.bytes(1500, 2);
    private static final byte[] EVIL = Node.bytes(2600, 3);
    private static final byte[] WHOLE = Node.join(FIRST, SECOND);
    private static final Digest DIGEST = Node.sha256(WHOLE);

    /** What the process does that dies. */
    private interface Action {
        void run(Node node, UploadReference reference) throws IOException;
    }

    /** What is looked at after it died. */
    private interface Check {
        void run(Node survivor, UploadReference reference) throws IOException;
    }

    @Test
    void finishesAfterACrashAtAnyStepOfAFinish() throws IOException {
        int steps = atEachStep(true, (node, reference) -> node.put(reference, DIGEST), CrashTest::finishes);

        assertThat(steps).isGreaterThan(20);
    }

    @Test
    void finishesAfterACrashAtAnyStepOfAFinishWithABody() throws IOException {
        Action putsAll = (node, reference) -> node.put(reference, WHOLE, DIGEST);

        int steps = atEachStep(false, putsAll, (survivor, reference) -> {
            putAgain(survivor, reference);
            isPublished(survivor, reference);
        });

        assertThat(steps).isGreaterThan(20);
    }

    @Test
    void publishesOverABlobThatIsThereAfterACrashAtAnyStep() throws IOException {
        Action finishes = (node, reference) -> node.put(reference, DIGEST);

        int steps = atEachStep(true, finishes, (survivor, reference) -> {
            finishes(survivor, reference);
            UploadStatus again = survivor.patch(survivor.post().reference(), WHOLE);
            survivor.put(again.reference(), DIGEST);
            isPublished(survivor, again.reference());
        });

        assertThat(steps).isGreaterThan(20);
    }

    @Test
    void goesOnWithTheSameBytesAfterACrashAtAnyStepOfAChunk() throws IOException {
        Action sendsFirst = (node, reference) -> node.patch(reference, FIRST);

        int steps = atEachStep(false, sendsFirst, (survivor, reference) -> {
            UploadStatus status = survivor.status(reference);
            int received = (int) status.received();
            assertThat(received).isIn(0, FIRST.length);
            UploadStatus all = survivor.patch(status.reference(), Arrays.copyOfRange(WHOLE, received, WHOLE.length));
            survivor.put(all.reference(), DIGEST);
            isPublished(survivor, reference);
        });

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void replacesTheBytesOfAChunkThatCrashedAtAnyStep() throws IOException {
        Action sendsFirst = (node, reference) -> node.patch(reference, FIRST);

        atEachStep(false, sendsFirst, (survivor, reference) -> {
            byte[] content;
            UploadStatus replaced;
            try {
                replaced = survivor.patch(reference, EVIL);
                content = EVIL;
            } catch (UploadConflictException acknowledged) {
                replaced = acknowledged.status();
                content = FIRST;
            }
            survivor.put(replaced.reference(), Node.sha256(content));
            assertThat(survivor.pull(Node.sha256(content))).isEqualTo(content);
        });
    }

    @Test
    void cancelsAfterACrashAtAnyStepOfACancel() throws IOException {
        atEachStep(true, Node::cancel, (survivor, reference) -> {
            try {
                survivor.cancel(reference);
            } catch (RegistryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            }
            assertThat(isAlive(survivor, reference)).isFalse();
        });
    }

    @Test
    void goesOnAtACheckpointAfterACrashAtAnyStepOfDoingSo() throws IOException {
        Action goesOn = (node, reference) -> node.patch(node.status(reference).reference(), SECOND);

        int steps = 0;
        for (int fatal = 0; ; fatal++) {
            StorageDriver store = MemoryDrivers.open();
            Node healthy = Node.over(new FakeStorage(store, false));
            UploadReference reference = healthy.post().reference();
            healthy.abort(reference, FIRST);
            if (!crashes(fatal, store, goesOn, reference)) {
                break;
            }
            steps++;
            UploadStatus status = healthy.status(reference);
            int received = (int) status.received();
            assertThat(received).isIn(FIRST.length, WHOLE.length);
            UploadStatus all = healthy.patch(status.reference(), Arrays.copyOfRange(WHOLE, received, WHOLE.length));
            finishes(healthy, all.reference());
        }
        assertThat(steps).isGreaterThan(20);
    }

    /** Lets a process die at each step in turn, of an action on a fresh upload or on one that has all bytes. */
    private static int atEachStep(boolean complete, Action action, Check check) throws IOException {
        for (int fatal = 0; ; fatal++) {
            StorageDriver store = MemoryDrivers.open();
            FakeStorage storage = new FakeStorage(store, false);
            Node survivor = Node.over(storage);
            UploadReference reference = survivor.post().reference();
            if (complete) {
                reference = survivor.patch(reference, FIRST).reference();
                reference = survivor.patch(reference, SECOND).reference();
            }
            if (!crashes(fatal, store, action, reference)) {
                return fatal;
            }
            check.run(survivor, reference);
            assertThat(storage.openLeases()).isZero();
        }
    }

    private static boolean crashes(int fatal, StorageDriver store, Action action, UploadReference reference) {
        SteppedDriver dying = SteppedDriver.crashingAt(fatal, store);
        FakeStorage storage = FakeStorage.sharing(store, dying);
        try {
            action.run(Node.over(storage), reference);
        } catch (IOException e) {
            assertThat(dying.hasCrashed()).as("a fault without a crash: %s", e).isTrue();
        }
        assertThat(storage.openLeases())
                .as("what a fault at step %s leaves open", fatal)
                .isZero();
        return dying.hasCrashed();
    }

    private static void finishes(Node survivor, UploadReference reference) throws IOException {
        assertThat(survivor.put(reference, DIGEST).size()).isEqualTo(WHOLE.length);
        isPublished(survivor, reference);
    }

    /** What a client, or a proxy, does that got no answer. */
    private static void putAgain(Node survivor, UploadReference reference) throws IOException {
        try {
            survivor.put(reference, WHOLE, DIGEST);
        } catch (RegistryException ended) {
            assertThat(ended.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            survivor.put(reference, DIGEST);
        }
    }

    private static void isPublished(Node survivor, UploadReference reference) throws IOException {
        assertThat(survivor.pull(DIGEST)).isEqualTo(WHOLE);
        assertThat(isAlive(survivor, reference)).isFalse();
    }

    private static boolean isAlive(Node node, UploadReference reference) throws IOException {
        try {
            node.status(reference);
            return true;
        } catch (RegistryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            return false;
        }
    }

    static boolean hasDirectory(StorageDriver store, UploadReference reference) throws IOException {
        try {
            store.stat(StorageLayout.upload(Node.REPOSITORY, reference.upload().toString()));
            return true;
        } catch (PathNotFoundException gone) {
            return false;
        }
    }
}

package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.LayerUpload;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.filesystem.FilesystemDrivers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver instance is closed while a request has all its bytes in a checkpoint and its end is still to come; then another
 * node has the right to write, and brings other bytes.
 */
class LostRightTest {

    private static final UUID STORE = new UUID(2, 2);
    private static final byte[] PREFIX = Node.bytes(100, 1);
    private static final byte[] MINE = Node.bytes(Node.CHECKPOINT, 2);
    private static final byte[] YOURS = Node.bytes(Node.CHECKPOINT, 3);

    @TempDir
    private Path root;

    private StorageDriver first;
    private FakeStorage storage;
    private Node node;
    private Node other;

    @BeforeEach
    void starts() throws IOException {
        first = FilesystemDrivers.open(root);
        storage = FakeStorage.of(STORE, first);
        node = Node.over(storage);
        other = Node.over(FakeStorage.of(STORE, FilesystemDrivers.open(root)));
    }

    @AfterEach
    void givesEveryLeaseBack() {
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void acknowledgesNothingOnceAnotherNodeBroughtOtherBytes() throws IOException {
        UploadReference at = node.patch(node.post().reference(), PREFIX).reference();

        try (LayerUpload running = node.resume(at)) {
            running.write(ByteBuffer.wrap(MINE));
            replaceDriver();
            other.abort(at, YOURS);

            assertThatThrownBy(running::acknowledge).isInstanceOf(IOException.class);
        }
        becomes(Node.join(PREFIX, YOURS), at);
    }

    @Test
    void finishesNothingOnceAnotherNodeBroughtOtherBytes() throws IOException {
        UploadReference at = node.patch(node.post().reference(), PREFIX).reference();

        try (LayerUpload running = node.resume(at)) {
            running.write(ByteBuffer.wrap(MINE));
            replaceDriver();
            other.abort(at, YOURS);

            assertThatThrownBy(() -> running.finish(Node.sha256(Node.join(PREFIX, MINE))))
                    .isInstanceOf(IOException.class);
        }
        becomes(Node.join(PREFIX, YOURS), at);
    }

    @Test
    void leavesTheCheckpointsOfOthersAloneOnceItsDriverIsClosed() throws IOException {
        UploadReference at = node.patch(node.post().reference(), PREFIX).reference();

        try (LayerUpload running = node.resume(at)) {
            replaceDriver();
            other.abort(at, YOURS);

            assertThatThrownBy(() -> running.write(ByteBuffer.wrap(MINE))).isInstanceOf(IOException.class);
        }
        becomes(Node.join(PREFIX, YOURS), at);
    }

    @Test
    void writesNoRecordThroughADriverThatIsNotTheWriters() throws IOException {
        SteppedDriver own = new SteppedDriver(first);
        SteppedDriver next = new SteppedDriver(first);
        UploadReference at = node.post().reference();
        storage.use(own);

        try (LayerUpload running = node.resume(at)) {
            running.write(ByteBuffer.wrap(MINE));
            storage.use(next);
            running.acknowledge();
        }
        assertThat(own.calls()).anyMatch(call -> call.startsWith("create "));
        assertThat(next.calls()).noneMatch(call -> call.startsWith("create "));
    }

    /** As a change of its settings does. */
    private void replaceDriver() throws IOException {
        ((Closeable) first).close();
        storage.use(FilesystemDrivers.open(root));
    }

    private void becomes(byte[] content, UploadReference at) throws IOException {
        UploadStatus received = node.status(at);
        assertThat(received.received()).isEqualTo(content.length);
        node.put(received.reference(), Node.sha256(content));
        assertThat(node.pull(Node.sha256(content))).isEqualTo(content);
    }
}

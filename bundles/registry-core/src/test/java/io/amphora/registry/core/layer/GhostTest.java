package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadConflictException;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A second request of one upload in the same process. */
class GhostTest {

    private static final byte[] BYTES = Node.bytes(1500, 1);

    private final FakeStorage storage = new FakeStorage(MemoryDrivers.open(), false);

    @Test
    void cutsARequestThatReceivesNothing() throws IOException {
        Node node = Node.waiting(storage, Duration.ofMillis(20));
        UploadStatus one = node.patch(node.post().reference(), Node.bytes(10, 9));

        try (LayerUpload ghost = node.resume(one.reference())) {
            ghost.write(ByteBuffer.wrap(Node.bytes(600, 2)));
            UploadStatus two = node.patch(one.reference(), BYTES);

            RegistryException cut =
                    catchThrowableOfType(RegistryException.class, () -> ghost.write(ByteBuffer.wrap(new byte[1])));
            assertThat(cut.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_INVALID);
            assertThat(two.received()).isEqualTo(10 + BYTES.length);
        }
        assertThat(node.status(one.reference()).received()).isEqualTo(10 + BYTES.length);
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void letsAClientGoOnAtWhatItsGhostReceived() throws IOException {
        Node node = Node.waiting(storage, Duration.ofMillis(20));
        UploadStatus begun = node.post();

        try (LayerUpload ghost = node.resume(begun.reference())) {
            ghost.write(ByteBuffer.wrap(BYTES));
            ghost.write(ByteBuffer.wrap(new byte[7]));
            UploadStatus received = node.status(begun.reference());
            assertThat(received.received()).isEqualTo(BYTES.length);

            node.put(received.reference(), new byte[] {5}, Node.sha256(Node.join(BYTES, new byte[] {5})));
        }
        assertThat(node.pull(Node.sha256(Node.join(BYTES, new byte[] {5})))).hasSize(BYTES.length + 1);
    }

    @Test
    void refusesASecondRequestWhileTheFirstReceives() throws Exception {
        Node node = Node.waiting(storage, Duration.ofSeconds(1));
        UploadStatus begun = node.post();

        try (LayerUpload first = node.resume(begun.reference())) {
            CompletableFuture<UploadStatus> second = later(node, begun);
            while (!second.isDone()) {
                first.write(ByteBuffer.wrap(new byte[1]));
                Thread.onSpinWait();
            }
            assertThat(second.handle((status, fault) -> fault.getCause().getCause())
                            .get(10, TimeUnit.SECONDS))
                    .isInstanceOf(UploadConflictException.class);
            assertThat(first.acknowledge().received()).isPositive();
        }
    }

    @Test
    void letsASecondRequestInWhenTheFirstEnds() throws Exception {
        Node node = Node.waiting(storage, Duration.ofSeconds(20));
        UploadStatus begun = node.post();

        CompletableFuture<UploadStatus> second;
        try (LayerUpload first = node.resume(begun.reference())) {
            second = later(node, begun);
            first.write(ByteBuffer.wrap(new byte[1]));
        }

        assertThat(second.get(10, TimeUnit.SECONDS).received()).isEqualTo(BYTES.length);
    }

    private static CompletableFuture<UploadStatus> later(Node node, UploadStatus at) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return node.patch(at.reference(), BYTES);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

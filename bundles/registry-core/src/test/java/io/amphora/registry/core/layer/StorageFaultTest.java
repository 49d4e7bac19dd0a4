package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StorageFaultTest {

    @Test
    void saysThatTheStoreIsFullAndGoesOnWhenThereIsRoom() throws IOException {
        StorageDriver driver = MemoryDrivers.open(100_000);
        Node node = Node.over(new FakeStorage(driver, false));
        byte[] filling = Node.bytes(60_000, 1);
        UploadStatus big = node.patch(node.post().reference(), filling);
        UploadStatus begun = node.post();

        try (LayerUpload upload = node.resume(begun.reference())) {
            upload.write(ByteBuffer.wrap(Node.bytes(1500, 2)));
            assertThat(code(() -> upload.write(ByteBuffer.wrap(Node.bytes(90_000, 3)))))
                    .isEqualTo(ErrorCode.STORAGE_FULL);
            assertThat(code(upload::acknowledge)).isEqualTo(ErrorCode.BLOB_UPLOAD_INVALID);
        }
        node.cancel(big.reference());

        UploadStatus status = node.status(begun.reference());
        assertThat(status.received()).isEqualTo(1500);
        byte[] content = Node.join(Node.bytes(1500, 2), Node.bytes(5000, 3));
        node.put(node.patch(status.reference(), Node.bytes(5000, 3)).reference(), Node.sha256(content));
        assertThat(node.pull(Node.sha256(content))).isEqualTo(content);
    }

    @Test
    void isUnavailableWithoutStorage() throws IOException {
        FakeStorage storage = new FakeStorage(MemoryDrivers.open(), false);
        Node node = Node.over(storage);
        UploadStatus begun = node.post();
        Digest digest = Node.sha256(new byte[0]);
        storage.setAvailable(false);

        assertThat(code(node::post)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.resume(begun.reference()))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.status(begun.reference()))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.cancel(begun.reference()))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.put(begun.reference(), digest))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.pull(digest))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(() -> node.service.exists(Node.REPOSITORY, digest))).isEqualTo(ErrorCode.UNAVAILABLE);

        storage.setAvailable(true);
        assertThat(node.patch(begun.reference(), new byte[5]).received()).isEqualTo(5);
    }

    @Test
    void knowsAnUploadOnItsStoreOnly() throws IOException {
        FakeStorage storage = new FakeStorage(MemoryDrivers.open(), false);
        UploadStatus begun = Node.over(storage).post();

        Node elsewhere = Node.over(new FakeStorage(MemoryDrivers.open(), false));

        assertThat(code(() -> elsewhere.status(begun.reference()))).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
    }

    private static ErrorCode code(ThrowingCallable call) {
        RegistryException fault = catchThrowableOfType(RegistryException.class, call);
        assertThat(fault).as("a registry's fault").isNotNull();
        return fault.code();
    }
}

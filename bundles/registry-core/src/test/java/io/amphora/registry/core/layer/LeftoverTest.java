package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What crashes and aborted requests leave is bounded, and goes. */
class LeftoverTest {

    private final StorageDriver driver = MemoryDrivers.open();
    private final FakeStorage storage = new FakeStorage(driver, false);
    private final Node node = Node.over(storage);

    @Test
    void removesWhatACrashedCancelLeftOnceItsClientAsks() throws IOException {
        UploadReference at =
                node.patch(node.post().reference(), Node.bytes(3000, 1)).reference();
        driver.delete(List.of(
                StorageLayout.uploadStartedAt(Node.REPOSITORY, at.upload().toString())));

        RegistryException fault = catchThrowableOfType(RegistryException.class, () -> node.cancel(at));

        assertThat(fault.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        assertThat(CrashTest.hasDirectory(driver, at)).isFalse();
    }

    @Test
    void boundsWhatAbortedFirstRequestsLeave() throws IOException {
        UploadReference at = node.post().reference();
        for (int i = 0; i < 16; i++) {
            node.abort(at, Node.bytes(1000 + i, i));
        }
        long free = ((FreeSpace) driver).freeBytes();

        node.abort(at, Node.bytes(900, 17));
        try (LayerUpload upload = node.resume(at)) {
            RegistryException fault = catchThrowableOfType(
                    RegistryException.class, () -> upload.write(ByteBuffer.wrap(Node.bytes(Node.CHECKPOINT, 1))));
            assertThat(fault.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_INVALID);
            assertThat(fault.errors().get(0).detail().toString()).contains("16 first requests");
        }

        assertThat(((FreeSpace) driver).freeBytes()).isEqualTo(free);
        assertThat(storage.openLeases()).isZero();
        assertThat(node.patch(node.status(at).reference(), new byte[5]).received())
                .isGreaterThan(1000);
    }
}

package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is acknowledged was made durable by whoever acknowledges it: that a blob is there says nothing. */
class DurableBlobTest {

    private static final byte[] BYTES = Node.bytes(2500, 1);
    private static final Digest DIGEST = Node.sha256(BYTES);

    private final StorageDriver store = MemoryDrivers.open();
    private final FakeStorage storage = new FakeStorage(store, false);
    private final Node node = Node.over(storage);

    @Test
    void refusesAPushWhoseBlobIsThereButNotDurable() throws IOException {
        UploadReference at = node.patch(node.post().reference(), BYTES).reference();
        storage.use(failingAfter("writer.commit"));

        RegistryException fault = catchThrowableOfType(RegistryException.class, () -> node.put(at, DIGEST));

        storage.use(store);
        assertThat(store.stat(StorageLayout.blob(DIGEST)).size()).isEqualTo(BYTES.length);
        assertThat(fault.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(node.service.exists(Node.REPOSITORY, DIGEST)).isFalse();
    }

    @Test
    void makesABlobDurableAgainThatAnotherPushPutInPlace() throws IOException {
        node.put(node.post().reference(), BYTES, DIGEST);
        SteppedDriver driver = new SteppedDriver(store);
        storage.use(driver);

        node.put(node.post().reference(), BYTES, DIGEST);

        assertThat(driver.calls()).contains("writer.commit");
    }

    @Test
    void makesTheNameDurableOfABlobWhosePushDiedBeforeThat() throws IOException {
        UploadReference at = node.patch(node.post().reference(), BYTES).reference();
        storage.use(failingAfter("writer.commit"));
        assertThat(catchThrowableOfType(RegistryException.class, () -> node.put(at, DIGEST)))
                .isNotNull();
        SteppedDriver driver = new SteppedDriver(store);
        storage.use(driver);

        node.put(at, DIGEST);

        StoragePath blob = StorageLayout.blob(DIGEST);
        StoragePath link = StorageLayout.layerLink(Node.REPOSITORY, DIGEST);
        assertThat(driver.calls()).containsSubsequence("move " + blob, "put " + link);
        assertThat(node.pull(DIGEST)).isEqualTo(BYTES);
    }

    private SteppedDriver failingAfter(String method) {
        return new SteppedDriver(store, (step, call) -> {
            boolean before = step % 2 == 0;
            if (call.equals(method) && !before) {
                throw new StorageException("disk", StoragePath.ROOT, "a directory could not be forced");
            }
        });
    }
}

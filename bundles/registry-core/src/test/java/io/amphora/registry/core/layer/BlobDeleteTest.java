package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.settings.Switches;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobDeleteTest {

    private static final RepositoryName OTHER = RepositoryName.parse("other/image");
    private static final byte[] BYTES = Node.bytes(3000, 8);
    private static final Digest DIGEST = Node.sha256(BYTES);

    private final StorageDriver driver = MemoryDrivers.open();
    private final FakeStorage storage = new FakeStorage(driver, false);
    private final Node node = Node.over(storage);
    private final Node other = Node.over(storage);

    @AfterEach
    void givesEveryLeaseBack() {
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void unlinksTheBlobOnEveryNode() throws IOException {
        push();
        node.service.mount(OTHER, DIGEST, Node.REPOSITORY);

        node.service.delete(Node.REPOSITORY, DIGEST);

        assertThat(other.service.exists(Node.REPOSITORY, DIGEST)).isFalse();
        assertThat(other.service.exists(OTHER, DIGEST)).isTrue();
        assertThat(code(() -> other.service.delete(Node.REPOSITORY, DIGEST))).isEqualTo(ErrorCode.BLOB_UNKNOWN);
    }

    @Test
    void isUndoneByAnotherPush() throws IOException {
        push();
        node.service.delete(Node.REPOSITORY, DIGEST);

        push();

        assertThat(other.pull(DIGEST)).isEqualTo(BYTES);
    }

    @Test
    void clearsALinkToNothingAway() throws IOException {
        push();
        driver.delete(List.of(StorageLayout.blob(DIGEST)));

        assertThat(code(() -> node.service.delete(Node.REPOSITORY, DIGEST))).isEqualTo(ErrorCode.BLOB_UNKNOWN);

        driver.put(StorageLayout.blob(DIGEST), BYTES);
        assertThat(node.service.exists(Node.REPOSITORY, DIGEST)).isFalse();
    }

    @Test
    void knowsNoNameThatStorageCannotHold() {
        Digest odd = Digest.parse("odd+digest:with=_-");

        assertThat(code(() -> node.service.delete(Node.REPOSITORY, odd))).isEqualTo(ErrorCode.BLOB_UNKNOWN);
    }

    @Test
    void isRefusedWhereItIsSwitchedOff() throws IOException {
        push();
        Switches switches = Node.switches(() -> false);
        StoredLayerService off = new StoredLayerService(
                new LeasedStorage(storage), switches, RefusedSettingsTest.configuration(() -> 1, 1));

        assertThat(code(() -> off.delete(Node.REPOSITORY, DIGEST))).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(code(() -> off.delete(OTHER, DIGEST))).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(off.exists(Node.REPOSITORY, DIGEST)).isTrue();
        switches.modified(Node.deleting(() -> true));
        off.delete(Node.REPOSITORY, DIGEST);
    }

    private void push() throws IOException {
        node.put(node.post().reference(), BYTES, DIGEST);
    }

    private interface Call {
        void run() throws IOException;
    }

    private static ErrorCode code(Call call) {
        return catchThrowableOfType(RegistryException.class, call::run).code();
    }
}

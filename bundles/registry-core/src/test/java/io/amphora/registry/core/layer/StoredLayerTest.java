package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredLayerTest {

    private static final byte[] BYTES = Node.bytes(5000, 1);
    private static final Digest DIGEST = Node.sha256(BYTES);

    private final StorageDriver store = MemoryDrivers.open();
    private final SteppedDriver driver = new SteppedDriver(store);
    private final FakeStorage storage = FakeStorage.sharing(store, driver);
    private final Node node = Node.over(storage);

    @AfterEach
    void givesEveryLeaseBack() {
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void readsWhereItIsMoved() throws IOException {
        try (Layer layer = pushed()) {
            ByteBuffer part = ByteBuffer.allocate(100);
            layer.position(4000);
            readFully(layer, part);

            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(BYTES, 4000, 4100));
            assertThat(layer.position()).isEqualTo(4100);
            layer.position(1);
            readFully(layer, part.clear());
            assertThat(part.array()).isEqualTo(Arrays.copyOfRange(BYTES, 1, 101));
            assertThat(layer.digest()).isEqualTo(DIGEST);
        }
    }

    @Test
    void opensNothingBeforeTheFirstRead() throws IOException {
        try (Layer layer = pushed()) {
            layer.position(4000);
            layer.position(0);
            layer.position(4000);
            assertThat(reads()).isZero();

            layer.read(ByteBuffer.allocate(10));
            layer.position(4010);
            layer.read(ByteBuffer.allocate(10));
            assertThat(reads()).isEqualTo(1);
        }
    }

    @Test
    void readsNothingPastTheEnd() throws IOException {
        try (Layer layer = pushed()) {
            assertThat(layer.position(5000).read(ByteBuffer.allocate(10))).isEqualTo(-1);
            assertThat(layer.position(Long.MAX_VALUE).read(ByteBuffer.allocate(10)))
                    .isEqualTo(-1);
            assertThat(layer.position()).isEqualTo(Long.MAX_VALUE);
            assertThat(reads()).isZero();
        }
    }

    @Test
    void staysWhereItIsWhenMovedBeforeItsBeginning() throws IOException {
        try (Layer layer = pushed()) {
            layer.position(7);

            assertThatIllegalArgumentException().isThrownBy(() -> layer.position(-1));
            assertThat(layer.position()).isEqualTo(7);
        }
    }

    @Test
    void readsAsEmptyIfItWasMissingFromTheStart() throws IOException {
        try (Layer layer = StoredLayer.at(StorageLayout.blob(DIGEST), DIGEST, new LeasedStorage(storage))) {
            assertThat(layer.size()).isZero();
            assertThat(layer.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        }
    }

    @Test
    void failsIfItVanishesLater() throws IOException {
        try (Layer layer = pushed()) {
            store.delete(List.of(StorageLayout.blob(DIGEST)));

            RegistryException fault =
                    catchThrowableOfType(RegistryException.class, () -> layer.read(ByteBuffer.allocate(10)));
            assertThat(fault.code()).isEqualTo(ErrorCode.BLOB_UNKNOWN);
        }
    }

    @Test
    void failsIfItIsShorterThanItWas() throws IOException {
        try (Layer layer = pushed()) {
            store.put(StorageLayout.blob(DIGEST), new byte[10]);
            ByteBuffer all = ByteBuffer.allocate(5000);

            assertThatThrownBy(() -> readFully(layer, all)).isInstanceOf(RegistryException.class);
            assertThat(all.position()).isEqualTo(10);
        }
    }

    @Test
    void failsBeforeItsLastBytesIfItGoesOnAfterThem() throws IOException {
        try (Layer layer = pushed()) {
            store.put(StorageLayout.blob(DIGEST), new byte[6000]);
            ByteBuffer all = ByteBuffer.allocate(7000);

            assertThatThrownBy(() -> readFully(layer, all))
                    .hasRootCauseMessage(StorageLayout.blob(DIGEST) + " goes on after 5000 bytes");
            assertThat(layer.position()).isLessThan(5000);
            assertThat(all.limit()).isEqualTo(7000);
        }
    }

    @Test
    void failsAfterItsEnd() throws IOException {
        Layer layer = pushed();
        layer.read(ByteBuffer.allocate(10));
        layer.close();
        layer.close();

        assertThat(layer.isOpen()).isFalse();
        assertThatThrownBy(() -> layer.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(layer::position).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> layer.position(1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(layer::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void cannotBeWritten() throws IOException {
        try (Layer layer = pushed()) {
            assertThatThrownBy(() -> layer.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> layer.truncate(1)).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void isUnknownWithoutItsLinkOrItsBlob() throws IOException {
        pushed().close();
        Digest other = Node.sha256(new byte[1]);
        store.put(
                StorageLayout.layerLink(Node.REPOSITORY, other),
                other.toString().getBytes(StandardCharsets.US_ASCII));

        assertThat(node.service.exists(Node.REPOSITORY, DIGEST)).isTrue();
        assertThat(node.service.exists(Node.REPOSITORY, other)).isFalse();
        store.delete(List.of(StorageLayout.layerLink(Node.REPOSITORY, DIGEST)));
        assertThat(node.service.exists(Node.REPOSITORY, DIGEST)).isFalse();
        for (Digest digest : List.of(DIGEST, other, Digest.parse("odd+digest:with=_-"))) {
            RegistryException fault =
                    catchThrowableOfType(RegistryException.class, () -> node.service.fetch(Node.REPOSITORY, digest));
            assertThat(fault.code()).isEqualTo(ErrorCode.BLOB_UNKNOWN);
        }
    }

    @Test
    void followsALinkByItsContent() throws IOException {
        pushed().close();
        Digest alias = Digest.parse("sha512:" + "ab".repeat(64));
        store.put(
                StorageLayout.layerLink(Node.REPOSITORY, alias),
                DIGEST.toString().getBytes(StandardCharsets.US_ASCII));

        assertThat(node.pull(alias)).isEqualTo(BYTES);
        try (Layer layer = node.service.fetch(Node.REPOSITORY, alias)) {
            assertThat(layer.digest()).isEqualTo(alias);
        }
    }

    private Layer pushed() throws IOException {
        node.put(node.post().reference(), BYTES, DIGEST);
        return node.service.fetch(Node.REPOSITORY, DIGEST);
    }

    private long reads() {
        return driver.calls().stream().filter(call -> call.startsWith("read ")).count();
    }

    private static void readFully(Layer layer, ByteBuffer target) throws IOException {
        while (target.hasRemaining() && layer.read(target) >= 0) {
            continue;
        }
    }
}

package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MountTest {

    private static final RepositoryName TARGET = RepositoryName.parse("other/image");
    private static final byte[] BYTES = Node.bytes(3000, 7);
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
    void letsAnotherRepositoryHoldTheBlob() throws IOException {
        push();

        assertThat(node.service.mount(TARGET, DIGEST, Node.REPOSITORY))
                .hasValueSatisfying(blob -> assertThat(blob.size()).isEqualTo(BYTES.length));

        assertThat(other.service.exists(TARGET, DIGEST)).isTrue();
    }

    @Test
    void needsTheLinkOfTheSource() throws IOException {
        push();
        driver.delete(List.of(StorageLayout.layerLink(Node.REPOSITORY, DIGEST)));

        assertThat(other.service.mount(TARGET, DIGEST, Node.REPOSITORY)).isEmpty();
        assertThat(other.service.mount(Node.REPOSITORY, DIGEST, Node.REPOSITORY))
                .isEmpty();
        assertThat(other.service.exists(TARGET, DIGEST)).isFalse();
    }

    @Test
    void needsTheBytes() throws IOException {
        push();
        driver.delete(List.of(StorageLayout.blob(DIGEST)));

        assertThat(node.service.mount(TARGET, DIGEST, Node.REPOSITORY)).isEmpty();
    }

    @Test
    void findsNothingUnderANameThatStorageCannotHold() throws IOException {
        assertThat(node.service.mount(TARGET, Digest.parse("odd+digest:with=_-"), Node.REPOSITORY))
                .isEmpty();
    }

    @Test
    void mountsAnotherNameOfTheSameBytes() throws IOException {
        push();
        Digest alias = Digest.parse("sha512:" + "ab".repeat(64));
        driver.put(
                StorageLayout.layerLink(Node.REPOSITORY, alias),
                DIGEST.toString().getBytes(StandardCharsets.US_ASCII));

        assertThat(node.service.mount(TARGET, alias, Node.REPOSITORY)).isPresent();

        assertThat(node.service.exists(TARGET, alias)).isTrue();
        assertThat(node.service.exists(TARGET, DIGEST)).isFalse();
    }

    private void push() throws IOException {
        node.put(node.post().reference(), BYTES, DIGEST);
    }
}

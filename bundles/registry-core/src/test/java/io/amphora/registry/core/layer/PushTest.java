package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushTest {

    private final FakeStorage storage = new FakeStorage(MemoryDrivers.open(), false);
    private final Node node = Node.over(storage);

    @AfterEach
    void givesEveryLeaseBack() {
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void pushesChunksAndFinishesWithoutABody() throws IOException {
        byte[] first = Node.bytes(3000, 1);
        byte[] second = Node.bytes(70, 2);
        byte[] whole = Node.join(first, second);
        Digest digest = Node.sha256(whole);

        UploadStatus begun = node.post();
        UploadStatus one = node.patch(begun.reference(), first);
        UploadStatus two = node.patch(one.reference(), second);
        assertThat(node.put(two.reference(), digest).size()).isEqualTo(whole.length);

        assertThat(begun.received()).isZero();
        assertThat(one.received()).isEqualTo(3000);
        assertThat(two.received()).isEqualTo(3070);
        assertThat(node.pull(digest)).isEqualTo(whole);
    }

    @Test
    void pushesAWholeBlobWithTheFinish() throws IOException {
        byte[] whole = Node.bytes(5000, 3);
        Digest digest = Node.sha256(whole);

        node.put(node.post().reference(), whole, digest);

        assertThat(node.pull(digest)).isEqualTo(whole);
    }

    @Test
    void pushesAnEmptyBlob() throws IOException {
        Digest digest = Node.sha256(new byte[0]);

        node.put(node.post().reference(), digest);

        assertThat(node.pull(digest)).isEmpty();
    }
}

package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a push asks of storage: no byte of a layer is read back, and no directory is listed where nothing can be there. */
class DriverCallsTest {

    private static final byte[] CHUNK = Node.bytes(700, 1);

    private final StorageDriver store = MemoryDrivers.open();
    private final SteppedDriver driver = new SteppedDriver(store);
    private final Node node = Node.over(FakeStorage.sharing(store, driver));
    private final SteppedDriver elsewhere = new SteppedDriver(store);
    private final Node other = Node.over(FakeStorage.sharing(store, elsewhere));

    @Test
    void readsNothingBackFromPostToPut() throws IOException {
        UploadStatus begun = node.post();
        UploadStatus one = node.patch(begun.reference(), CHUNK);
        node.put(one.reference(), Node.sha256(CHUNK));

        assertThat(methods(driver))
                .containsExactly(
                        "put",
                        "get",
                        "stat",
                        "write",
                        "writer.write",
                        "writer.checkpoint",
                        "create",
                        "stat",
                        "get",
                        "get",
                        "get",
                        "resume",
                        "stat",
                        "create",
                        "stat",
                        "writer.commit",
                        "put",
                        "stat",
                        "delete",
                        "delete");
    }

    @Test
    void readsNothingBackWhenTheFinishLandsOnAnotherNode() throws IOException {
        byte[] large = Node.bytes(10 * Node.CHECKPOINT, 1);
        UploadStatus one = node.patch(node.post().reference(), large);

        other.put(one.reference(), Node.sha256(large));

        assertThat(methods(driver)).doesNotContain("read");
        assertThat(methods(elsewhere)).doesNotContain("read", "list", "writer.write");
    }

    @Test
    void finishesAWholeBlobWithOneWriter() throws IOException {
        node.put(node.post().reference(), CHUNK, Node.sha256(CHUNK));

        assertThat(methods(driver))
                .doesNotContain("read", "list", "resume", "move")
                .contains("writer.commit");
    }

    @Test
    void looksUpALayerWithTwoCalls() throws IOException {
        Digest digest = Node.sha256(CHUNK);
        node.put(node.post().reference(), CHUNK, digest);

        other.service.exists(Node.REPOSITORY, digest);

        assertThat(methods(elsewhere)).containsExactly("get", "stat");
    }

    private static List<String> methods(SteppedDriver driver) {
        return driver.calls().stream().map(call -> call.split(" ")[0]).toList();
    }
}

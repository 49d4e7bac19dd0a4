package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order the disk is told: bytes are forced before they get a name, each new entry in its directory. */
final class DurabilityTest {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/a/b/data");

    private final List<String> changes = new ArrayList<>();
    private DirectoryStore store;
    private FilesystemDriver driver;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore();
        driver = FilesystemDriver.open("test", store.root(), false, this::before);
        changes.clear();
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        store.close();
    }

    /** Random names read as {@code *}. */
    private void before(String change, Path path) {
        String name = store.root().relativize(path).toString().replaceAll("[0-9a-f]{32}", "*");
        changes.add(change + " " + name);
    }

    @Test
    void putForcesBytesThenEveryNewEntry() throws IOException {
        driver.put(BLOB, new byte[10]);

        assertThat(changes)
                .containsExactly(
                        "create ~tmp/*",
                        "write ~tmp/*",
                        "force ~tmp/*",
                        "mkdir a",
                        "mkdir a/b",
                        "rename a/b/data",
                        "force a/b",
                        "force ",
                        "force a",
                        "delete ~tmp/*");
    }

    @Test
    void createForcesBytesThenEveryNewEntry() throws IOException {
        driver.put(StoragePath.parse("/a/other"), new byte[1]);
        changes.clear();

        driver.create(BLOB, new byte[10]);

        assertThat(changes)
                .containsExactly(
                        "create ~tmp/*",
                        "write ~tmp/*",
                        "force ~tmp/*",
                        "mkdir a/b",
                        "link a/b/data",
                        "force a/b",
                        "force a",
                        "delete ~tmp/*");
    }

    @Test
    void repeatedCreateForcesTheNameThatADeadCallerMayHaveLeft() throws IOException {
        driver.create(BLOB, new byte[10]);
        changes.clear();

        driver.create(BLOB, new byte[10]);

        assertThat(changes).containsExactly("force a/b");
    }

    @Test
    void firstCheckpointForcesTheWayToTheFile() throws IOException {
        try (StorageWriter writer = driver.write(UPLOAD, BLOB)) {
            writer.write(ByteBuffer.allocate(10));
            changes.clear();
            writer.checkpoint();
            assertThat(changes)
                    .containsExactly(
                            "force uploads/1/data~/*",
                            "force uploads/1/data~",
                            "force ",
                            "force uploads",
                            "force uploads/1");

            changes.clear();
            writer.checkpoint();
            assertThat(changes).containsExactly("force uploads/1/data~/*");
        }
    }

    @Test
    void commitForcesBytesThenEveryNewEntry() throws IOException {
        try (StorageWriter writer = driver.write(UPLOAD, BLOB)) {
            writer.write(ByteBuffer.allocate(10));
            changes.clear();
            writer.commit(BLOB);
        }

        assertThat(changes)
                .containsExactly(
                        "force uploads/1/data~/*",
                        "mkdir a",
                        "mkdir a/b",
                        "rename a/b/data",
                        "force a/b",
                        "force ",
                        "force a",
                        "delete uploads/1/data~/*",
                        "delete uploads/1/data~/*.lock",
                        "delete uploads/1/data~");
    }

    @Test
    void moveForcesBothDirectories() throws IOException {
        driver.put(BLOB, new byte[10]);
        changes.clear();

        driver.move(BLOB, StoragePath.parse("/c/data"));

        assertThat(changes).containsExactly("mkdir c", "rename c/data", "force c", "force ", "force a/b");
    }

    @Test
    void deleteForcesWhereSomethingWent() throws IOException {
        driver.put(BLOB, new byte[10]);
        changes.clear();

        driver.delete(List.of(StoragePath.parse("/a/b"), StoragePath.parse("/a/missing"), StoragePath.parse("/d/e")));

        assertThat(changes).containsExactly("rename ~tmp/*", "delete ~tmp/*/data", "delete ~tmp/*", "force a");
    }
}

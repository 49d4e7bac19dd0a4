package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
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

    private FilesystemDriver openAnother() throws IOException {
        return FilesystemDriver.open("other", store.root(), false, (change, path) -> {});
    }

    private List<String> forced() {
        return changes.stream().filter(change -> change.startsWith("force")).toList();
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
    void repeatedCreateForcesTheDirectoriesThatADeadCallerMayHaveMade() throws IOException {
        FilesystemDriver dead = openAnother();
        dead.create(BLOB, new byte[10]);
        dead.close();

        driver.create(BLOB, new byte[10]);

        assertThat(changes).containsExactly("force a/b", "force ", "force a");
    }

    @Test
    void putForcesDirectoriesThatSomebodyElseMadeButOnlyOnce() throws IOException {
        Files.createDirectories(store.root().resolve("a/b"));

        driver.put(BLOB, new byte[10]);
        assertThat(forced()).containsExactly("force ~tmp/*", "force a/b", "force ", "force a");

        changes.clear();
        driver.put(BLOB, new byte[10]);
        assertThat(forced()).containsExactly("force ~tmp/*", "force a/b");
    }

    @Test
    void putForcesDirectoriesThatWereDeletedAndMadeAgain() throws IOException {
        driver.put(BLOB, new byte[10]);
        driver.delete(List.of(StoragePath.parse("/a/b")));
        Files.createDirectories(store.root().resolve("a/b"));
        changes.clear();

        driver.put(BLOB, new byte[10]);

        assertThat(forced()).containsExactly("force ~tmp/*", "force a/b", "force a");
    }

    @Test
    void putForcesDirectoriesThatAnotherInstanceReplaced() throws IOException {
        driver.put(BLOB, new byte[10]);
        Files.move(store.root().resolve("a/b"), store.root().resolve("a/old"));
        Files.createDirectories(store.root().resolve("a/b"));
        changes.clear();

        driver.put(BLOB, new byte[10]);

        assertThat(forced()).containsExactly("force ~tmp/*", "force a/b", "force a");
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
    void secondFirstRequestForcesTheWayThatTheFirstOneMade() throws IOException {
        try (StorageWriter first = driver.write(UPLOAD, BLOB);
                StorageWriter second = driver.write(UPLOAD, BLOB)) {
            changes.clear();
            second.checkpoint();
            assertThat(changes)
                    .containsExactly(
                            "force uploads/1/data~/*",
                            "force uploads/1/data~",
                            "force ",
                            "force uploads",
                            "force uploads/1");
            assertThat(first.isOpen()).isTrue();
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
    void moveOntoItselfForcesTheNameThatADeadCallerMayHaveLeft() throws IOException {
        FilesystemDriver dead = openAnother();
        dead.put(BLOB, new byte[10]);
        dead.close();

        driver.move(BLOB, BLOB);
        assertThat(changes).containsExactly("rename a/b/data", "force a/b", "force ", "force a");

        changes.clear();
        driver.move(BLOB, BLOB);
        assertThat(changes).containsExactly("rename a/b/data", "force a/b");
    }

    @Test
    void remembersABoundedNumberOfDirectories() throws IOException {
        ForcedDirectories directories = new ForcedDirectories(store.root(), new Disk(this::before));
        for (int i = 0; i <= ForcedDirectories.MOST; i++) {
            directories.force(Files.createDirectory(store.root().resolve("d" + i)));
        }
        changes.clear();

        directories.force(store.root().resolve("d" + ForcedDirectories.MOST));
        assertThat(changes).isEmpty();
        directories.force(store.root().resolve("d0"));
        assertThat(changes).containsExactly("force ");
    }

    @Test
    void deleteForcesWhereSomethingWent() throws IOException {
        driver.put(BLOB, new byte[10]);
        changes.clear();

        driver.delete(List.of(StoragePath.parse("/a/b"), StoragePath.parse("/a/missing"), StoragePath.parse("/d/e")));

        assertThat(changes).containsExactly("rename ~tmp/*", "delete ~tmp/*/data", "delete ~tmp/*", "force a");
    }
}

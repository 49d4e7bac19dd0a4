package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that was unmounted under a running driver: an empty directory is left. */
final class RootGoneTest {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");
    private static final StoragePath OTHER = StoragePath.parse("/other/content");

    private DirectoryStore store;
    private FilesystemDriver driver;
    private Path elsewhere;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore();
        driver = DirectoryStore.openAt(store.root().toString());
        elsewhere = store.root().resolveSibling(store.root().getFileName() + "-unmounted");
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        store.close();
        new Disk((change, path) -> {}).deleteTree(elsewhere);
    }

    private void unmount() throws IOException {
        Files.move(store.root(), elsewhere);
        Files.createDirectory(store.root());
    }

    @Test
    void missIsAFaultOfTheStore() throws IOException {
        driver.put(PATH, new byte[1]);
        Mark mark;
        try (StorageWriter writer = driver.write(PATH, PATH)) {
            writer.write(ByteBuffer.allocate(1));
            mark = writer.checkpoint();
        }

        unmount();

        assertGone(() -> driver.get(PATH, 10));
        assertGone(() -> driver.read(PATH, 0));
        assertGone(() -> driver.stat(PATH));
        assertGone(() -> driver.list(StoragePath.parse("/dir"), "", 9));
        assertGone(() -> driver.resume(PATH, mark));
        assertGone(() -> driver.move(PATH, OTHER));
        assertGone(() -> driver.replace(PATH, new byte[1], new byte[2]));
    }

    @Test
    void changesAreRefusedAndLeaveTheDirectoryEmpty() throws IOException {
        driver.put(PATH, new byte[1]);

        unmount();

        assertGone(() -> driver.put(PATH, new byte[1]));
        assertGone(() -> driver.create(PATH, new byte[1]));
        assertGone(() -> driver.write(PATH, PATH));
        assertGone(() -> driver.delete(List.of(PATH)));
        assertThat(store.root()).isEmptyDirectory();
    }

    @Test
    void deleteThatHasNowhereToPutADirectoryFails() throws IOException {
        driver.put(PATH, new byte[1]);
        Files.delete(store.root().resolve(Tree.TEMP));

        assertGone(() -> driver.delete(List.of(StoragePath.parse("/dir"))));

        assertThat(store.root().resolve("dir/content")).exists();
        Files.createDirectory(elsewhere);
    }

    private static void assertGone(ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .isNotInstanceOf(PathNotFoundException.class)
                .withMessageContaining("the store's root ")
                .withMessageContaining(" is gone");
    }
}

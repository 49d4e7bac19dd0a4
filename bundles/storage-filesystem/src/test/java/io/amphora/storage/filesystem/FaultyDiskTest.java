package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fails at one change. */
final class FaultyDiskTest {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/data");

    private DirectoryStore store;
    private FilesystemDriver driver;
    private String failing = "";
    private @Nullable IOException fault;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore();
        driver = FilesystemDriver.open("test", store.root(), false, this::before);
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        store.close();
    }

    private void before(String change, Path path) throws IOException {
        if (fault != null && failing.equals(change)) {
            throw fault;
        }
    }

    private void fail(String change, IOException with) {
        failing = change;
        fault = with;
    }

    @Test
    void fullDiskIsSaidToBeFullWhateverTheChange() throws IOException {
        for (String change : List.of("create", "write", "force", "mkdir", "rename")) {
            fail(change, new IOException("No space left on device"));
            assertThatExceptionOfType(StorageFullException.class)
                    .as(change)
                    .isThrownBy(() -> driver.put(BLOB, new byte[100]))
                    .satisfies(e -> assertThat(e.path()).isEqualTo(BLOB));

            fault = null;
            assertThat(driver.list(StoragePath.ROOT, "", 9).more()).isFalse();
            driver.delete(List.of(BLOB));
            assertThat(store.leftovers()).as(change).isEmpty();
        }
    }

    @Test
    void exhaustedQuotaIsAFullStore() {
        fail("write", new IOException("Disk quota exceeded"));

        assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> driver.create(BLOB, new byte[100]));
    }

    @Test
    void onlyChangesFailForWantOfRoom() throws IOException {
        Faults full = new Faults("test", new Tree(store.root().toRealPath(), new Disk(this::before)), () -> 0);
        IOException fault = new IOException("Input/output error");

        assertThat(full.ofChange(BLOB, fault)).isInstanceOf(StorageFullException.class);
        assertThat(full.ofLook(BLOB, fault)).isNotInstanceOf(StorageFullException.class);
    }

    @Test
    void otherFaultsAreNoFullStore() {
        fail("rename", new AccessDeniedException("/somewhere"));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> driver.put(BLOB, new byte[100]))
                .isNotInstanceOf(StorageFullException.class)
                .withMessageContaining("test: " + BLOB + ": permission denied");
    }

    @Test
    void writerOnAFullDiskGoesOnOnceThereIsRoom() throws IOException {
        try (StorageWriter writer = driver.write(UPLOAD, BLOB)) {
            writer.write(ByteBuffer.wrap(new byte[] {1, 2}));
            writer.checkpoint();
            fail("write", new IOException("No space left on device"));
            assertThatExceptionOfType(StorageFullException.class)
                    .isThrownBy(() -> writer.write(ByteBuffer.wrap(new byte[] {3})));
            assertThat(writer.offset()).isEqualTo(2);

            fault = null;
            writer.write(ByteBuffer.wrap(new byte[] {4}));
            writer.commit(BLOB);
        }

        assertThat(driver.get(BLOB, 10)).isEqualTo(new byte[] {1, 2, 4});
    }

    @Test
    void bytesThatCouldNotBeForcedAreNotTrustedAgain() throws IOException {
        StorageWriter writer = driver.write(UPLOAD, BLOB);
        writer.write(ByteBuffer.wrap(new byte[] {1, 2}));
        Mark mark = writer.checkpoint();
        writer.write(ByteBuffer.wrap(new byte[] {3}));
        fail("force", new IOException("Input/output error"));
        assertThatExceptionOfType(StorageException.class).isThrownBy(writer::checkpoint);
        fault = null;

        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(writer::checkpoint);
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> writer.commit(BLOB));
        try (StorageWriter next = driver.resume(UPLOAD, mark)) {
            next.commit(BLOB);
        }
        assertThat(driver.get(BLOB, 10)).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void contentThatNobodyCanComeBackToIsFreed() throws IOException {
        StorageWriter writer = driver.write(UPLOAD, BLOB);
        writer.write(ByteBuffer.wrap(new byte[] {1, 2}));
        fail("force", new IOException("Input/output error"));

        assertThatExceptionOfType(StorageException.class).isThrownBy(writer::checkpoint);

        assertThat(store.leftovers()).isEmpty();
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void failedCommitCanBeRepeatedByItsWriter() throws IOException {
        try (StorageWriter writer = driver.write(UPLOAD, BLOB)) {
            writer.write(ByteBuffer.wrap(new byte[] {1, 2}));
            fail("mkdir", new IOException("No space left on device"));
            assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> writer.commit(BLOB));

            fault = null;
            writer.commit(BLOB);
        }

        assertThat(driver.get(BLOB, 10)).isEqualTo(new byte[] {1, 2});
        driver.delete(List.of(BLOB));
        assertThat(store.leftovers()).isEmpty();
    }
}

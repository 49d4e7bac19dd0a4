package io.amphora.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");

    private static final StoragePath UPLOAD = StoragePath.parse("/upload");
    private static final int ENTRY = MemoryStore.ENTRY;
    private static final int MAX = 10_000;

    private final MemoryDriver driver = new MemoryDriver(new MemoryStore("small", MAX));

    @Test
    void refusesSmallContentWithoutRoom() throws IOException {
        driver.put(PATH, new byte[MAX - 2 * ENTRY - 100]);

        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> driver.put(StoragePath.parse("/other"), new byte[101]));

        assertThat(driver.freeBytes()).isEqualTo(ENTRY + 100);
        driver.put(StoragePath.parse("/other"), new byte[100]);
        assertThat(driver.freeBytes()).isZero();
    }

    @Test
    void fullWriterGoesOnOnceThereIsRoom() throws IOException {
        driver.put(PATH, new byte[MAX - 2 * ENTRY - 256]);
        Mark mark;
        try (StorageWriter writer = driver.write(UPLOAD, UPLOAD)) {
            writer.write(ByteBuffer.allocate(250));
            mark = writer.checkpoint();
            assertThatExceptionOfType(StorageFullException.class)
                    .isThrownBy(() -> writer.write(ByteBuffer.allocate(7)));
            assertThat(writer.offset()).isEqualTo(250);
        }
        driver.delete(List.of(PATH));

        try (StorageWriter writer = driver.resume(UPLOAD, mark)) {
            writer.write(ByteBuffer.allocate(7));
            assertThat(driver.freeBytes()).isEqualTo(MAX - ENTRY - 512);
            writer.commit(UPLOAD);
        }

        assertThat(driver.stat(UPLOAD).size()).isEqualTo(257);
        assertThat(driver.freeBytes()).isEqualTo(MAX - ENTRY - 257);
    }

    @Test
    void countsWhatSmallUploadsTake() throws IOException {
        int uploads = MAX / (ENTRY + 256);
        for (int i = 0; i < uploads; i++) {
            driver.write(UPLOAD, UPLOAD).write(ByteBuffer.allocate(1));
        }

        assertThat(driver.freeBytes()).isEqualTo(MAX - uploads * (ENTRY + 256));
        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> driver.write(UPLOAD, UPLOAD).write(ByteBuffer.allocate(1)));
        driver.delete(List.of(UPLOAD));
        assertThat(driver.freeBytes()).isEqualTo(MAX);
    }

    @Test
    void replacingFreesTheOldContent() throws IOException {
        for (int i = 0; i < 20; i++) {
            driver.put(PATH, new byte[4000]);
        }

        assertThat(driver.freeBytes()).isEqualTo(MAX - ENTRY - 4000);
    }

    @Test
    void piecesTakeWhatIsCounted() {
        Pieces pieces = new Pieces();
        for (int size : new int[] {1, 256, 257, 5_000, Pieces.PIECE - 1, Pieces.PIECE, Pieces.PIECE + 1, 200_000}) {
            pieces.append(ByteBuffer.allocate((int) (size - pieces.size())));
            assertThat(pieces.heapBytes()).as("%d bytes", size).isEqualTo(Pieces.occupied(size));
        }
        for (int size : new int[] {140_000, Pieces.PIECE, 700, 1, 0}) {
            pieces.truncate(size);
            assertThat(pieces.heapBytes()).as("%d bytes", size).isEqualTo(Pieces.occupied(size));
        }
    }
}

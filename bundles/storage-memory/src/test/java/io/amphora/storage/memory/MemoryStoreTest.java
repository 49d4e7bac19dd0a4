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

    private final MemoryDriver driver = new MemoryDriver(new MemoryStore("small", 1000));

    @Test
    void refusesSmallContentWithoutRoom() throws IOException {
        driver.put(PATH, new byte[900]);

        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> driver.put(StoragePath.parse("/other"), new byte[101]));

        assertThat(driver.freeBytes()).isEqualTo(100);
        driver.put(StoragePath.parse("/other"), new byte[100]);
        assertThat(driver.freeBytes()).isZero();
    }

    @Test
    void fullWriterGoesOnOnceThereIsRoom() throws IOException {
        driver.put(PATH, new byte[900]);
        StoragePath upload = StoragePath.parse("/upload");
        Mark mark;
        try (StorageWriter writer = driver.write(upload, upload)) {
            writer.write(ByteBuffer.allocate(80));
            mark = writer.checkpoint();
            assertThatExceptionOfType(StorageFullException.class)
                    .isThrownBy(() -> writer.write(ByteBuffer.allocate(21)));
            assertThat(writer.offset()).isEqualTo(80);
        }
        driver.delete(List.of(PATH));

        try (StorageWriter writer = driver.resume(upload, mark)) {
            writer.write(ByteBuffer.allocate(21));
            writer.commit(upload);
        }

        assertThat(driver.stat(upload).size()).isEqualTo(101);
        assertThat(driver.freeBytes()).isEqualTo(899);
    }

    @Test
    void replacingFreesTheOldContent() throws IOException {
        for (int i = 0; i < 20; i++) {
            driver.put(PATH, new byte[400]);
        }

        assertThat(driver.freeBytes()).isEqualTo(600);
    }
}

package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a deactivated instance lets go, and what it refuses. */
abstract class DeactivationCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");

    DeactivationCases(StoreSource source) {
        super(source);
    }

    @Test
    void callsFailAfterwards() throws IOException {
        driver().put(PATH, Bytes.ascii("content"));
        StorageDriver old = open();
        deactivate(old);

        assertFails(() -> old.get(PATH, 10));
        assertFails(() -> old.put(PATH, new byte[1]));
        assertFails(() -> old.create(PATH, new byte[1]));
        assertFails(() -> old.read(PATH, 0));
        assertFails(() -> old.write(PATH, PATH));
        assertFails(() -> old.resume(PATH, new Mark(0, new byte[0])));
        assertFails(() -> old.stat(PATH));
        assertFails(() -> old.list(StoragePath.ROOT, "", 1));
        assertFails(() -> old.move(PATH, path("/other")));
        assertFails(() -> old.delete(List.of(PATH)));
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("content"));
    }

    @Test
    void openWriterIsTakenOverByTheNextInstance() throws IOException {
        StorageDriver old = open();
        StorageWriter writer = old.write(PATH, PATH);
        Bytes.write(writer, Bytes.ascii("before-"));
        Mark mark = writer.checkpoint();
        Bytes.write(writer, Bytes.ascii("lost"));

        deactivate(old);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.write(ByteBuffer.allocate(1)));
        assertThatExceptionOfType(IOException.class).isThrownBy(writer::checkpoint);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.commit(PATH));
        try (StorageWriter next = driver().resume(PATH, mark)) {
            Bytes.write(next, Bytes.ascii("after"));
            writer.close();
            next.commit(PATH);
        }
        assertThat(driver().get(PATH, 20)).isEqualTo(Bytes.ascii("before-after"));
    }

    @Test
    void openReaderEnds() throws IOException {
        driver().put(PATH, Bytes.ascii("content"));
        StorageDriver old = open();
        StorageReader reader = old.read(PATH, 0);

        deactivate(old);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader.read(ByteBuffer.allocate(10)));
        reader.close();
    }

    private static void assertFails(ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class).isThrownBy(call);
    }
}

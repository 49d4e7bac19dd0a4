package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Large contents, and many at once. */
abstract class StreamCases extends ContractCase {

    private static final long GIB = 1024L * Sizes.MIB;
    private static final StoragePath PATH = StoragePath.parse("/large/content");

    StreamCases(StoreSource source) {
        super(source);
    }

    @Test
    void manyReadersOfOneContent() throws Exception {
        int size = Sizes.pick(10 * Sizes.MIB, 128 * Sizes.MIB);
        Sizes.need(store(), size);
        byte[] content = Bytes.random(1, size);
        commit(PATH, content);

        try (Threads threads = new Threads()) {
            threads.race(10, number -> {
                int offset = (Bytes.random(number, 1)[0] & 0xff) * (size / 256) + number;
                Bytes.assertSame(
                        Bytes.readFrom(driver(), PATH, offset), Arrays.copyOfRange(content, offset, content.length));
                return number;
            });
        }
    }

    @Test
    void manyWritersAtOnce() throws Exception {
        int writers = Sizes.pick(8, 32);
        int size = Sizes.pick(2 * Sizes.MIB, 32 * Sizes.MIB);
        Sizes.need(store(), (long) writers * size);

        try (Threads threads = new Threads()) {
            threads.race(writers, number -> {
                byte[] content = Bytes.random(number, size);
                StoragePath path = path("/many/" + number + "/content");
                try (StorageWriter writer = driver().write(path, path)) {
                    for (int from = 0; from < size; from += 300_000) {
                        Bytes.write(writer, Arrays.copyOfRange(content, from, Math.min(size, from + 300_000)));
                    }
                    writer.commit(path);
                }
                Bytes.assertSame(Bytes.readAll(driver(), path), content);
                return number;
            });
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = Sizes.PROPERTY,
            matches = "true",
            disabledReason = "writes 5 GiB: runs with -Plong, or -D" + Sizes.PROPERTY + "=true")
    void contentOfFiveGibibytes() throws Exception {
        long size = 5 * GIB;
        Sizes.need(store(), size);
        byte[] block = Bytes.random(1, Sizes.MIB);
        MessageDigest written = sha256();

        try (StorageWriter writer = driver().write(PATH, PATH)) {
            for (long at = 0; at < size; at += block.length) {
                block[0] = (byte) (at >> 20);
                written.update(block);
                Bytes.write(writer, block);
                if (at % GIB == 0) {
                    writer.checkpoint();
                }
            }
            writer.commit(PATH);
        }

        assertThat(driver().stat(PATH).size()).isEqualTo(size);
        assertThat(digest()).isEqualTo(written.digest());
    }

    private byte[] digest() throws IOException, NoSuchAlgorithmException {
        MessageDigest read = sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(Sizes.MIB);
        try (StorageReader reader = driver().read(PATH, 0)) {
            while (reader.read(buffer) >= 0) {
                read.update(buffer.flip());
                buffer.clear();
            }
        }
        return read.digest();
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }
}

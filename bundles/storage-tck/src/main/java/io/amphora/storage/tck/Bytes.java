package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes for tests: the same for the same seed, different for different ones. */
final class Bytes {

    private Bytes() {}

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int written = channel.write(buffer);
        assertThat(written).as("bytes written by one call").isEqualTo(bytes.length);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    static byte[] readAll(StorageDriver driver, StoragePath path) throws IOException {
        try (StorageReader reader = driver.read(path, 0)) {
            return drain(reader);
        }
    }

    static byte[] readFrom(StorageDriver driver, StoragePath path, long offset) throws IOException {
        try (StorageReader reader = driver.read(path, offset)) {
            return drain(reader);
        }
    }

    static byte[] drain(StorageReader reader) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * Sizes.KIB);
        while (reader.read(buffer) >= 0) {
            assertThat(buffer.position()).as("bytes read before the end").isPositive();
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }

    /** Compares large contents without printing them. */
    static void assertSame(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        int at = Arrays.mismatch(actual, expected);
        assertThat(at).as("first byte that differs").isEqualTo(-1);
    }
}

package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.InvalidOffsetException;
import io.amphora.storage.OpenFile;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers. */
abstract class ReaderCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");
    private static final byte[] CONTENT = Bytes.random(1, 96);

    ReaderCases(StoreSource source) {
        super(source);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 32, 64, 95})
    void readsFromOffsetToTheEnd(long offset) throws IOException {
        driver().put(PATH, CONTENT);

        assertThat(Bytes.readFrom(driver(), PATH, offset)).isEqualTo(Arrays.copyOfRange(CONTENT, (int) offset, 96));
    }

    @ParameterizedTest
    @ValueSource(longs = {96, 97, 4096, Long.MAX_VALUE})
    void readsNothingAtOrPastTheEnd(long offset) throws IOException {
        driver().put(PATH, CONTENT);

        assertThat(Bytes.readFrom(driver(), PATH, offset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesNegativeOffset(long offset) throws IOException {
        driver().put(PATH, CONTENT);

        assertThatExceptionOfType(InvalidOffsetException.class)
                .isThrownBy(() -> driver().read(PATH, offset))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
                .satisfies(e -> assertThat(e.path()).isEqualTo(PATH));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 64})
    void missingContentIsNotFound(long offset) {
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().read(PATH, offset))
                .satisfies(e -> assertThat(e.path()).isEqualTo(PATH));
    }

    @Test
    void directoryIsNoContent() throws IOException {
        driver().put(PATH, CONTENT);

        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().read(path("/dir"), 0));
    }

    @Test
    void fillsBuffersOfEveryKind() throws IOException {
        driver().put(PATH, CONTENT);
        ByteBuffer direct = ByteBuffer.allocateDirect(40);
        ByteBuffer heap = ByteBuffer.allocate(100).position(10).limit(50);

        try (StorageReader reader = driver().read(PATH, 3)) {
            assertThat(reader.read(ByteBuffer.allocate(0))).isZero();
            fill(reader, direct);
            fill(reader, heap);
            assertThat(Bytes.drain(reader)).isEqualTo(Arrays.copyOfRange(CONTENT, 83, 96));
            assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }

        byte[] first = new byte[40];
        direct.flip().get(first);
        assertThat(first).isEqualTo(Arrays.copyOfRange(CONTENT, 3, 43));
        assertThat(Arrays.copyOfRange(heap.array(), 10, 50)).isEqualTo(Arrays.copyOfRange(CONTENT, 43, 83));
        assertThat(Arrays.copyOfRange(heap.array(), 50, 100)).containsOnly(0);
    }

    @Test
    void useAfterCloseFails() throws IOException {
        driver().put(PATH, CONTENT);
        StorageReader reader = driver().read(PATH, 0);
        assertThat(reader.isOpen()).isTrue();

        reader.close();
        reader.close();

        assertThat(reader.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> reader.read(ByteBuffer.allocate(1)));
    }

    @Test
    void neverMixesAReplacedContentWithItsSuccessor() throws IOException {
        byte[] old = Bytes.random(1, 300 * Sizes.KIB);
        commit(PATH, old);

        try (StorageReader reader = driver().read(PATH, 0)) {
            fill(reader, ByteBuffer.allocate(1000));
            commit(PATH, Bytes.random(2, 300 * Sizes.KIB));
            expectRestOrError(reader, Arrays.copyOfRange(old, 1000, old.length));
        }
    }

    @Test
    void neverMixesADeletedContentWithItsSuccessor() throws IOException {
        byte[] old = Bytes.random(1, 300 * Sizes.KIB);
        commit(PATH, old);

        try (StorageReader reader = driver().read(PATH, 0)) {
            fill(reader, ByteBuffer.allocate(1000));
            driver().delete(List.of(path("/dir")));
            driver().put(PATH, Bytes.random(2, 300 * Sizes.KIB));
            expectRestOrError(reader, Arrays.copyOfRange(old, 1000, old.length));
        }
    }

    @Test
    void givesItsOpenFileAwayOnce() throws IOException {
        driver().put(PATH, CONTENT);
        StorageReader reader = driver().read(PATH, 10);
        fill(reader, ByteBuffer.allocate(5));

        Optional<FileChannel> file = reader instanceof OpenFile open ? open.takeFile() : Optional.empty();

        if (file.isEmpty()) {
            assertThat(Bytes.drain(reader)).isEqualTo(Arrays.copyOfRange(CONTENT, 15, 96));
            reader.close();
            return;
        }
        assertThat(reader.isOpen()).isFalse();
        reader.close();
        restart();
        try (FileChannel taken = file.get()) {
            ByteBuffer rest = ByteBuffer.allocate(200);
            assertThat(taken.position()).isEqualTo(15);
            assertThat(taken.read(rest)).isEqualTo(81);
            assertThat(Arrays.copyOf(rest.array(), 81)).isEqualTo(Arrays.copyOfRange(CONTENT, 15, 96));
        }
    }

    private static void fill(StorageReader reader, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            assertThat(reader.read(buffer)).isPositive();
        }
    }

    private static void expectRestOrError(StorageReader reader, byte[] rest) throws IOException {
        byte[] seen;
        try {
            seen = Bytes.drain(reader);
        } catch (StorageException allowed) {
            return;
        }
        Bytes.assertSame(seen, rest);
    }
}

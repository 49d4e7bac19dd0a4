package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contents that are written and read whole. */
abstract class SmallContentCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/small/content");

    SmallContentCases(StoreSource source) {
        super(source);
    }

    static Stream<byte[]> contents() {
        return Stream.of(
                new byte[0],
                Bytes.ascii("a"),
                "ß".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                Bytes.random(1, 32),
                Bytes.random(2, Sizes.MIB));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsWhatWasWritten(byte[] content) throws IOException {
        driver().put(PATH, content);

        Bytes.assertSame(driver().get(PATH, content.length), content);
        Bytes.assertSame(Bytes.readAll(driver(), PATH), content);
        assertThat(driver().stat(PATH).size()).isEqualTo(content.length);
    }

    @Test
    void anotherInstanceReadsWhatWasWritten() throws IOException {
        driver().put(PATH, Bytes.ascii("here"));

        assertThat(open().get(PATH, 10)).isEqualTo(Bytes.ascii("here"));
        restart();
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("here"));
    }

    @Test
    void replacesLargerContentWhole() throws IOException {
        driver().put(PATH, Bytes.random(1, Sizes.MIB));

        driver().put(PATH, Bytes.random(2, Sizes.KIB));

        assertThat(driver().get(PATH, Sizes.MIB)).isEqualTo(Bytes.random(2, Sizes.KIB));
    }

    @Test
    void replacesContentManyTimes() throws IOException {
        for (int i = 0; i < 20; i++) {
            driver().put(PATH, Bytes.random(i, 4096 - i * 100));
        }

        assertThat(driver().get(PATH, 4096)).isEqualTo(Bytes.random(19, 4096 - 1900));
    }

    @Test
    void doesNotKeepTheCallersArray() throws IOException {
        byte[] content = Bytes.ascii("before");

        driver().put(PATH, content);
        Arrays.fill(content, (byte) 'x');
        Arrays.fill(driver().get(PATH, 10), (byte) 'y');

        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("before"));
    }

    @Test
    void missingContentIsNotFound() {
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().get(PATH, 10))
                .satisfies(e -> assertThat(e.path()).isEqualTo(PATH))
                .satisfies(e -> assertThat(e.driver()).isNotEmpty());
    }

    @Test
    void directoryIsNoContent() throws IOException {
        driver().put(PATH, Bytes.ascii("a"));

        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().get(path("/small"), 10))
                .satisfies(e -> assertThat(e.path()).isEqualTo(path("/small")));
    }

    @Test
    void readsUpToTheLimitOnly() throws IOException {
        driver().put(PATH, Bytes.random(1, 100));

        assertThat(driver().get(PATH, 100)).hasSize(100);
        assertThatExceptionOfType(ContentTooLargeException.class)
                .isThrownBy(() -> driver().get(PATH, 99))
                .satisfies(e -> assertThat(e.path()).isEqualTo(PATH));
        assertThatExceptionOfType(ContentTooLargeException.class).isThrownBy(() -> driver().get(PATH, 0));
    }

    @Test
    void readersSeeTheOldContentOrTheNew() throws Exception {
        byte[] one = Bytes.random(1, 100 * Sizes.KIB);
        byte[] two = Bytes.random(2, 30 * Sizes.KIB);
        driver().put(PATH, one);
        AtomicBoolean done = new AtomicBoolean();

        try (Threads threads = new Threads()) {
            Runnable finished = threads.readUntil(done, () -> {
                byte[] seen = driver().get(PATH, Sizes.MIB);
                assertThat(Arrays.equals(seen, one) || Arrays.equals(seen, two))
                        .as("one of the contents, whole")
                        .isTrue();
            });
            for (int i = 0; i < 50; i++) {
                driver().put(PATH, i % 2 == 0 ? two : one);
            }
            done.set(true);
            finished.run();
        }
    }

    @Test
    void contentBelowContentIsKeptOrRefused() throws IOException {
        driver().put(path("/file"), Bytes.ascii("file"));

        try {
            driver().put(path("/file/below"), Bytes.ascii("below"));
            assertThat(driver().get(path("/file/below"), 10)).isEqualTo(Bytes.ascii("below"));
        } catch (StorageException refused) {
            assertThat(refused.path()).isEqualTo(path("/file/below"));
        }
        assertThat(driver().get(path("/file"), 10)).isEqualTo(Bytes.ascii("file"));
        driver().delete(List.of(path("/file/below")));
    }
}

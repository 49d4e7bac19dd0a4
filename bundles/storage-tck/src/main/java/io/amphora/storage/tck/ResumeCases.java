package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks, and going on at them. */
abstract class ResumeCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");

    ResumeCases(StoreSource source) {
        super(source);
    }

    @Test
    void goesOnInSmallSteps() throws IOException {
        appendInSteps(32, false);
    }

    @Test
    void goesOnInSmallStepsOnEverNewInstances() throws IOException {
        appendInSteps(32, true);
    }

    @Test
    void goesOnInLargeSteps() throws IOException {
        appendInSteps(Sizes.pick(3 * Sizes.MIB, 10 * Sizes.MIB), true);
    }

    private void appendInSteps(int size, boolean elsewhere) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        Mark mark = begin(new byte[0]);
        for (int i = 0; i < 4; i++) {
            if (elsewhere) {
                restart();
            }
            byte[] part = Bytes.random(i, size);
            parts.add(part);
            try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
                assertThat(writer.offset()).isEqualTo((long) i * size);
                Bytes.write(writer, part);
                mark = writer.checkpoint();
                assertThat(mark.offset()).isEqualTo((long) (i + 1) * size);
                assertThat(writer.offset()).isEqualTo(mark.offset());
            }
        }
        try (StorageWriter writer = open().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }

        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(parts.toArray(byte[][]::new)));
    }

    @Test
    void writesOnAfterACheckpoint() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.ascii("one-"));
            writer.checkpoint();
            Bytes.write(writer, Bytes.ascii("two-"));
            Mark mark = writer.checkpoint();
            Bytes.write(writer, Bytes.ascii("three"));
            assertThat(mark.offset()).isEqualTo(8);
            assertThat(mark.state().length).isLessThanOrEqualTo(Mark.MAX_STATE);
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("one-two-three"));
    }

    @Test
    void markSurvivesItsFormInARecord() throws IOException {
        Mark mark = begin(Bytes.ascii("content"));

        Mark read = new Mark(mark.offset(), mark.state().clone());
        try (StorageWriter writer = open().resume(UPLOAD, read)) {
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("content"));
    }

    @Test
    void marksOfOnePathAreKeptApart() throws IOException {
        Mark one = begin(Bytes.ascii("one"));
        Mark two = begin(Bytes.ascii("second"));

        try (StorageWriter first = driver().resume(UPLOAD, one);
                StorageWriter second = driver().resume(UPLOAD, two)) {
            Bytes.write(first, Bytes.ascii("-1"));
            Bytes.write(second, Bytes.ascii("-2"));
            first.commit(path("/blobs/1"));
            second.commit(path("/blobs/2"));
        }

        assertThat(Bytes.readAll(driver(), path("/blobs/1"))).isEqualTo(Bytes.ascii("one-1"));
        assertThat(Bytes.readAll(driver(), path("/blobs/2"))).isEqualTo(Bytes.ascii("second-2"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resumedContentIsFreedByCancel(boolean writeFirst) throws IOException {
        Mark mark = begin(Bytes.ascii("content"));

        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            if (writeFirst) {
                Bytes.write(writer, Bytes.ascii("more"));
            }
            writer.cancel();
        }

        assertGone(mark);
        assertThat(store().leftovers()).isEmpty();
    }

    @Test
    void committedContentCannotBeResumed() throws IOException {
        Mark mark = begin(Bytes.ascii("content"));
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }

        assertGone(mark);
    }

    @Test
    void deletedContentCannotBeResumed() throws IOException {
        Mark mark = begin(Bytes.ascii("content"));

        driver().delete(List.of(path("/uploads/1")));

        assertGone(mark);
    }

    @Test
    void mayBeResumedUnderItsOwnPathOnly() throws IOException {
        Mark mark = begin(Bytes.ascii("content"));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> driver().resume(path("/uploads/2/data"), mark).close());

        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }
    }

    @Test
    void foreignMarkIsRefused() throws IOException {
        begin(Bytes.ascii("content"));

        for (String state : List.of("", "../../etc/passwd", "\0", "x".repeat(1000))) {
            assertThatExceptionOfType(StorageException.class)
                    .as("state '%s'", state)
                    .isThrownBy(() -> driver().resume(UPLOAD, new Mark(0, Bytes.ascii(state)))
                            .checkpoint());
        }
    }

    @Test
    void markBehindTheLastByteIsRefused() throws IOException {
        Mark mark = begin(Bytes.ascii("content"));

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> {
            try (StorageWriter writer = driver().resume(UPLOAD, new Mark(8, mark.state()))) {
                writer.commit(BLOB);
            }
        });

        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(BLOB));
    }

    @Test
    void contentDeletedUnderAnOpenWriterNeverCounts() throws IOException {
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        Bytes.write(writer, Bytes.ascii("content"));
        writer.checkpoint();

        open().delete(List.of(path("/uploads/1")));

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> {
            Bytes.write(writer, Bytes.ascii("more"));
            writer.checkpoint();
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.commit(BLOB));
        writer.close();
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(BLOB));
    }

    private void assertGone(Mark mark) {
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> {
            try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
                writer.checkpoint();
            }
        });
    }

    private Mark begin(byte[] content) throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, content);
            return writer.checkpoint();
        }
    }
}

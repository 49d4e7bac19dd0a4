package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an aborted request left behind a mark never gets into the content: every case replays different bytes. */
abstract class ReplayCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");
    private static final int STEP = 70_000;
    private static final int STEPS = 4;

    ReplayCases(StoreSource source) {
        super(source);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shorterReplayLeavesNothingOfTheTail(int border) throws IOException {
        replay(border, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void longerReplayLeavesNothingOfTheTail(int border) throws IOException {
        replay(border, STEP * STEPS + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void emptyReplayDropsTheTail(int border) throws IOException {
        replay(border, 0);
    }

    private void replay(int border, int length) throws IOException {
        List<Mark> marks = abortedWriter();
        byte[] other = Bytes.random(99, length);

        restart();
        try (StorageWriter writer = driver().resume(UPLOAD, marks.get(border))) {
            if (length > 0) {
                Bytes.write(writer, other);
            }
            assertThat(writer.offset()).isEqualTo((long) border * STEP + length);
            writer.commit(BLOB);
        }

        byte[] kept = Arrays.copyOf(aborted(), border * STEP);
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(kept, other));
    }

    @Test
    void replayIsItselfReplayed() throws IOException {
        List<Mark> marks = abortedWriter();
        for (int border = STEPS - 1; border > 0; border--) {
            restart();
            try (StorageWriter writer = driver().resume(UPLOAD, marks.get(border))) {
                Bytes.write(writer, Bytes.random(200 + border, 2 * STEP + border));
                writer.checkpoint();
                Bytes.write(writer, Bytes.random(300 + border, 10));
            }
        }
        Mark last;
        try (StorageWriter writer = driver().resume(UPLOAD, marks.get(1))) {
            Bytes.write(writer, Bytes.ascii("short"));
            last = writer.checkpoint();
            Bytes.write(writer, Bytes.ascii("lost"));
        }
        try (StorageWriter writer = open().resume(UPLOAD, last)) {
            Bytes.write(writer, Bytes.ascii("-end"));
            writer.commit(BLOB);
        }

        byte[] kept = Arrays.copyOf(aborted(), STEP);
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(kept, Bytes.ascii("short-end")));
    }

    @Test
    void resumingWithoutWritingDropsNothing() throws IOException {
        List<Mark> marks = abortedWriter();

        for (Mark mark : marks) {
            try (StorageWriter writer = open().resume(UPLOAD, mark)) {
                assertThat(writer.offset()).isEqualTo(mark.offset());
            }
        }

        try (StorageWriter writer = driver().resume(UPLOAD, marks.get(STEPS))) {
            writer.commit(BLOB);
        }
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Arrays.copyOf(aborted(), STEPS * STEP));
    }

    @Test
    void checkpointAloneDropsTheTail() throws IOException {
        List<Mark> marks = abortedWriter();
        Mark mark;
        try (StorageWriter writer = driver().resume(UPLOAD, marks.get(2))) {
            mark = writer.checkpoint();
            assertThat(mark.offset()).isEqualTo(2L * STEP);
        }

        try (StorageWriter writer = open().resume(UPLOAD, mark)) {
            Bytes.write(writer, Bytes.ascii("new"));
            writer.commit(BLOB);
        }

        byte[] kept = Arrays.copyOf(aborted(), 2 * STEP);
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(kept, Bytes.ascii("new")));
    }

    @Test
    void commitTakesExactlyWhatItsWriterWrote() throws IOException {
        List<Mark> marks = abortedWriter();
        try (StorageWriter writer = driver().resume(UPLOAD, marks.get(1))) {
            Bytes.write(writer, Bytes.ascii("x"));
            Mark mark = writer.checkpoint();
            Bytes.write(writer, Bytes.ascii("y"));
            assertThat(mark.offset()).isEqualTo(STEP + 1L);
            writer.commit(BLOB);
        }

        byte[] kept = Arrays.copyOf(aborted(), STEP);
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(kept, Bytes.ascii("xy")));
    }

    private static byte[] aborted() {
        return Bytes.random(1, STEPS * STEP + 1234);
    }

    /** Leaves a content with a mark after every step and some bytes behind the last one. */
    private List<Mark> abortedWriter() throws IOException {
        byte[] content = aborted();
        List<Mark> marks = new ArrayList<>();
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            marks.add(writer.checkpoint());
            for (int i = 0; i < STEPS; i++) {
                Bytes.write(writer, Arrays.copyOfRange(content, i * STEP, (i + 1) * STEP));
                marks.add(writer.checkpoint());
            }
            Bytes.write(writer, Arrays.copyOfRange(content, STEPS * STEP, content.length));
        }
        return marks;
    }
}

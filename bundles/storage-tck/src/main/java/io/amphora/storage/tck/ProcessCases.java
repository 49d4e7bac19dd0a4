package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes over one store. */
abstract class ProcessCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");
    private static final int STEP = 50_000;

    private final List<DriverProcess> processes = new ArrayList<>();

    ProcessCases(StoreSource source) {
        super(source);
    }

    @BeforeEach
    void contentOutlivesProcess() {
        Assumptions.assumeTrue(store().elsewhere().isPresent(), "the store's content ends with its process");
    }

    @AfterEach
    void endProcesses() throws IOException {
        for (DriverProcess process : processes) {
            process.close();
        }
    }

    private DriverProcess start() throws IOException {
        DriverProcess process = DriverProcess.start(store().elsewhere().orElseThrow());
        processes.add(process);
        return process;
    }

    @Test
    void goesOnWhereAKilledProcessLeftItsMark() throws IOException {
        DriverProcess other = start();
        other.write(UPLOAD, BLOB);
        other.append(1, STEP);
        Mark mark = other.checkpoint();
        other.append(2, 3 * STEP);
        other.kill();

        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            assertThat(writer.offset()).isEqualTo(STEP);
            Bytes.write(writer, Bytes.random(3, STEP));
            writer.commit(BLOB);
        }

        byte[] expected = Bytes.concat(Bytes.random(1, STEP), Bytes.random(3, STEP));
        Bytes.assertSame(Bytes.readAll(driver(), BLOB), expected);
    }

    @Test
    void anotherProcessReplaysDifferentBytesAtEveryBorder() throws IOException {
        DriverProcess other = start();
        byte[] aborted = Bytes.random(1, 4 * STEP);
        for (int border = 0; border < 4; border++) {
            List<Mark> marks = new ArrayList<>();
            try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
                for (int i = 0; i < 4; i++) {
                    marks.add(writer.checkpoint());
                    Bytes.write(writer, Arrays.copyOfRange(aborted, i * STEP, (i + 1) * STEP));
                }
            }

            assertThat(other.resume(UPLOAD, marks.get(border))).isTrue();
            other.append(99, 1_000);
            other.commit(BLOB);

            byte[] kept = Arrays.copyOf(aborted, border * STEP);
            Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(kept, Bytes.random(99, 1_000)));
        }
    }

    @Test
    void processesTakeTurns() throws IOException {
        DriverProcess other = start();
        Mark mark;
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            mark = writer.checkpoint();
        }
        List<byte[]> parts = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            parts.add(Bytes.random(turn, STEP));
            if (turn % 2 == 0) {
                assertThat(other.resume(UPLOAD, mark)).isTrue();
                other.append(turn, STEP);
                mark = other.checkpoint();
                other.closeWriter();
            } else {
                try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
                    Bytes.write(writer, parts.get(turn));
                    mark = writer.checkpoint();
                }
            }
        }
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }

        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(parts.toArray(byte[][]::new)));
    }

    @Test
    void stoppedProcessNeverMixesItsBytesIn() throws IOException {
        DriverProcess other = start();
        other.write(UPLOAD, BLOB);
        other.append(1, STEP);
        Mark mark = other.checkpoint();
        other.append(2, STEP);
        other.stop();

        boolean overtaken = commitsElsewhere(mark);
        other.goOn();
        String answer = other.ask("commit " + BLOB);

        if (overtaken) {
            assertThat(answer).startsWith("no");
            Bytes.assertSame(
                    Bytes.readAll(driver(), path("/blobs/mine")),
                    Bytes.concat(Bytes.random(1, STEP), Bytes.ascii("!")));
        } else {
            assertThat(answer).startsWith("ok");
            Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(Bytes.random(1, STEP), Bytes.random(2, STEP)));
        }
    }

    private boolean commitsElsewhere(Mark mark) throws IOException {
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            Bytes.write(writer, Bytes.ascii("!"));
            writer.checkpoint();
            writer.commit(path("/blobs/mine"));
            return true;
        } catch (StorageException refused) {
            return false;
        }
    }

    @Test
    void overtakenProcessIsNotAcceptedAnyMore() throws IOException {
        DriverProcess other = start();
        other.write(UPLOAD, BLOB);
        other.append(1, STEP);
        Mark mark = other.checkpoint();
        other.stop();

        Optional<Mark> mine = overtake(mark);
        other.goOn();
        other.ask("bytes 2 100");
        String answer = other.ask("checkpoint");

        assertThat(answer.startsWith("ok")).as(answer).isEqualTo(mine.isEmpty());
        other.kill();
        if (mine.isPresent()) {
            try (StorageWriter writer = driver().resume(UPLOAD, mine.get())) {
                writer.commit(BLOB);
            }
            Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.concat(Bytes.random(1, STEP), Bytes.ascii("!")));
        }
    }

    private Optional<Mark> overtake(Mark mark) throws IOException {
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            Bytes.write(writer, Bytes.ascii("!"));
            return Optional.of(writer.checkpoint());
        } catch (WriterConflictException refused) {
            return Optional.empty();
        }
    }

    @Test
    void refusalInThisProcessLetsNoOtherOneIn() throws IOException {
        DriverProcess other = start();
        StorageDriver second = open();
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.random(1, STEP));
            Mark mark = writer.checkpoint();
            Assumptions.assumeTrue(isRefused(second, mark), "the store lets writers overtake each other");

            assertThat(other.resume(UPLOAD, mark)).isFalse();
            writer.commit(BLOB);
        }

        Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.random(1, STEP));
    }

    private static boolean isRefused(StorageDriver instance, Mark mark) throws IOException {
        try (StorageWriter writer = instance.resume(UPLOAD, mark)) {
            return !writer.isOpen();
        } catch (WriterConflictException refused) {
            return true;
        }
    }

    @Test
    void killedProcessIsInNobodysWay() throws IOException {
        DriverProcess other = start();
        other.write(UPLOAD, BLOB);
        other.append(1, STEP);
        Mark mark = other.checkpoint();
        other.stop();
        other.kill();

        assertThat(commitsElsewhere(mark)).isTrue();
    }

    @Test
    void exactlyOneOfTwoRacingProcessesCreates() throws IOException {
        int count = Sizes.pick(300, 3_000);
        DriverProcess one = start();
        DriverProcess two = start();
        one.send("create /race/n " + count + " nonce-1");
        two.send("create /race/n " + count + " nonce-2");
        String wonByOne = one.answer().substring(3);
        String wonByTwo = two.answer().substring(3);

        assertThat(wonByOne).hasSize(count);
        assertThat(wonByTwo).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(wonByOne.charAt(i)).as("winner of %d", i).isNotEqualTo(wonByTwo.charAt(i));
            byte[] winner = Bytes.ascii(wonByOne.charAt(i) == '1' ? "nonce-1" : "nonce-2");
            assertThat(driver().get(path("/race/n" + i), 100)).isEqualTo(winner);
        }
    }

    @Test
    void createdNameIsKnownAgainAfterTheCreatorDied() throws IOException {
        DriverProcess other = start();
        assertThat(other.create("/race/n", 1, "nonce-1")).isEqualTo("1");
        other.kill();

        assertThat(driver().create(path("/race/n0"), Bytes.ascii("nonce-2"))).isFalse();
        assertThat(driver().create(path("/race/n0"), Bytes.ascii("nonce-1"))).isTrue();
    }

    @Test
    void contentDeletedUnderAnotherProcessNeverCounts() throws IOException {
        DriverProcess other = start();
        other.write(UPLOAD, BLOB);
        other.append(1, STEP);
        other.checkpoint();

        driver().delete(List.of(path("/uploads/1")));
        other.ask("bytes 2 100");

        assertThat(other.ask("checkpoint")).startsWith("no");
        assertThat(other.ask("commit " + BLOB)).startsWith("no");
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(BLOB));
    }
}

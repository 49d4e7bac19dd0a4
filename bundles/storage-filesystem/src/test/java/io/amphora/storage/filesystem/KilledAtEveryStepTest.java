package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import io.amphora.storage.tck.DriverProcess;
import io.amphora.storage.tck.TestStore.ElsewhereOpener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another process stops before the first change of an operation, before the second, and so on to the last; what this one
 * sees is checked while it is stopped, and again when it was killed there.
 */
final class KilledAtEveryStepTest {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");
    private static final StoragePath OTHER = StoragePath.parse("/other/place");
    private static final byte[] OLD = "old".getBytes(StandardCharsets.US_ASCII);

    private DirectoryStore store;
    private StorageDriver driver;
    private final List<String> stops = new ArrayList<>();

    /** Makes what an operation finds, in an empty store. */
    private Tree.Change prepare = () -> {};

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore();
        driver = store.open();
    }

    @AfterEach
    void close() throws IOException {
        store.deactivate(driver);
        store.close();
    }

    /** What holds while the other process is stopped, and after it was killed; marked is what it had acknowledged. */
    @FunctionalInterface
    private interface Check {
        void run(boolean killed, Optional<Mark> marked) throws IOException;
    }

    @Test
    void commitIsWholeOrUnseenAndCanBeRepeated() throws IOException {
        String[] commands = {
            "write " + UPLOAD + " " + BLOB, "bytes 1 1000", "checkpoint", "bytes 2 500", "commit " + BLOB
        };

        stopAtEveryStep(commands, (killed, mark) -> {
            if (!killed) {
                expectOneOf(DriverProcess.bytes(1, 1000), DriverProcess.bytes(2, 500));
                mark.ifPresent(this::expectConflictUnlessCommitted);
            } else if (mark.isPresent()) {
                goOn(mark.get());
            }
        });

        assertThat(stops).contains("at rename data", "at force abc", "at mkdir ab", "at force blobs");
    }

    private void expectConflictUnlessCommitted(Mark mark) {
        Class<? extends StorageException> expected =
                isThere(BLOB) ? PathNotFoundException.class : WriterConflictException.class;
        assertThatExceptionOfType(expected)
                .isThrownBy(() -> driver.resume(UPLOAD, mark).close());
    }

    private void goOn(Mark mark) throws IOException {
        if (isThere(BLOB)) {
            expectOneOf(DriverProcess.bytes(1, 1000), DriverProcess.bytes(2, 500));
            return;
        }
        try (StorageWriter writer = driver.resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }
        assertThat(driver.get(BLOB, 10_000)).isEqualTo(DriverProcess.bytes(1, 1000));
    }

    @Test
    void putIsTheOldContentOrTheNew() throws IOException {
        prepare = () -> driver.put(BLOB, OLD);

        stopAtEveryStep(new String[] {"put " + BLOB + " 2 1000"}, (killed, mark) -> {
            byte[] seen = driver.get(BLOB, 1000);
            assertThat(List.of(OLD, DriverProcess.bytes(2, 1000))).contains(seen);
        });

        assertThat(stops).contains("at rename data", "at force abc");
    }

    @Test
    void createdNameHasItsContentAndOneWinner() throws IOException {
        stopAtEveryStep(new String[] {"create /race/n 1 theirs"}, (killed, mark) -> {
            StoragePath name = StoragePath.parse("/race/n0");
            if (!killed) {
                assertThat(!isThere(name) || driver.get(name, 10).length == 6).isTrue();
                return;
            }
            boolean theirs = isThere(name);
            assertThat(driver.create(name, OLD)).isEqualTo(!theirs);
            assertThat(driver.create(name, "theirs".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(theirs);
        });

        assertThat(stops).contains("at link n0", "at force race");
    }

    @Test
    void movedContentIsAlwaysInOnePlace() throws IOException {
        prepare = () -> driver.put(BLOB, OLD);

        stopAtEveryStep(new String[] {"move " + BLOB + " " + OTHER}, (killed, mark) -> assertThat(isThere(BLOB))
                .isNotEqualTo(isThere(OTHER)));

        assertThat(stops).contains("at mkdir other", "at rename place", "at force other", "at force abc");
    }

    @Test
    void directoryIsDeletedAtOnce() throws IOException {
        StoragePath second = StoragePath.parse("/blobs/x/y");
        prepare = () -> {
            driver.put(BLOB, OLD);
            driver.put(second, OLD);
        };

        stopAtEveryStep(new String[] {"delete /blobs"}, (killed, mark) -> assertThat(isThere(BLOB))
                .isEqualTo(isThere(second)));

        assertThat(stops).contains("at delete data", "at delete abc");
    }

    private void stopAtEveryStep(String[] commands, Check check) throws IOException {
        boolean stopped = true;
        for (int step = 1; stopped; step++) {
            assertThat(step).isLessThan(100);
            driver.delete(Stream.of("/uploads", "/blobs", "/other", "/race")
                    .map(StoragePath::parse)
                    .toList());
            prepare.run();
            stopped = stopsAt(step, commands, check);
        }
    }

    /** Returns false if the commands were done before that step. */
    private boolean stopsAt(int step, String[] commands, Check check) throws IOException {
        ElsewhereOpener opener = new ElsewhereOpener(StoppingOpener.class, step + "@" + store.root());
        Optional<Mark> mark = Optional.empty();
        try (DriverProcess other = DriverProcess.start(opener)) {
            for (String command : commands) {
                String answer = other.ask(command);
                if (answer.startsWith("at ")) {
                    stops.add(answer);
                    check.run(false, mark);
                    other.kill();
                    check.run(true, mark);
                    return true;
                }
                assertThat(answer).startsWith("ok");
                mark = command.equals("checkpoint") ? Optional.of(parse(answer)) : mark;
            }
        }
        return false;
    }

    private static Mark parse(String answer) {
        String[] words = answer.split(" ");
        return new Mark(Long.parseLong(words[1]), HexFormat.of().parseHex(words[2].substring(1)));
    }

    private void expectOneOf(byte[] first, byte[] second) throws IOException {
        if (isThere(BLOB)) {
            byte[] whole = new byte[first.length + second.length];
            System.arraycopy(first, 0, whole, 0, first.length);
            System.arraycopy(second, 0, whole, first.length, second.length);
            assertThat(driver.get(BLOB, 10_000)).isEqualTo(whole);
        }
    }

    private boolean isThere(StoragePath path) {
        try {
            return !driver.stat(path).directory();
        } catch (StorageException absent) {
            return false;
        }
    }
}

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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several writers of one content: at most one is accepted. */
abstract class WriterRaceCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");

    WriterRaceCases(StoreSource source) {
        super(source);
    }

    @Test
    void atMostOneOfRacingResumersCommits() throws Exception {
        List<StorageDriver> instances = List.of(driver(), open());
        try (Threads threads = new Threads()) {
            for (int round = 0; round < Sizes.pick(8, 100); round++) {
                Mark mark = begin();
                List<Integer> winners =
                        threads.race(4, number -> replay(instances.get(number % 2), mark, number)).stream()
                                .filter(Objects::nonNull)
                                .toList();

                assertThat(winners).hasSizeLessThanOrEqualTo(1);
                for (int winner : winners) {
                    assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("begin-" + winner));
                }
                driver().delete(List.of(BLOB, UPLOAD));
            }
        }
    }

    /** Returns the number of a writer that committed, null for one that was refused as the contract says. */
    private static @Nullable Integer replay(StorageDriver instance, Mark mark, int number) throws IOException {
        try (StorageWriter writer = instance.resume(UPLOAD, mark)) {
            Bytes.write(writer, Bytes.ascii("-" + number));
            writer.checkpoint();
            writer.commit(BLOB);
            return number;
        } catch (WriterConflictException | PathNotFoundException refused) {
            return null;
        }
    }

    @Test
    void twoOpenWritersOfOneMarkDoNotBothSucceed() throws IOException {
        Mark mark = begin();
        StorageDriver other = open();

        try (StorageWriter first = driver().resume(UPLOAD, mark)) {
            Bytes.write(first, Bytes.ascii("-first"));
            boolean overtaken = overtakes(other, mark);
            if (overtaken) {
                assertThatExceptionOfType(StorageException.class).isThrownBy(first::checkpoint);
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> first.commit(BLOB));
            } else {
                first.checkpoint();
                first.commit(BLOB);
            }
            byte[] expected = Bytes.ascii(overtaken ? "begin-second" : "begin-first");
            assertThat(Bytes.readAll(driver(), overtaken ? path("/blobs/second") : BLOB))
                    .isEqualTo(expected);
        }
    }

    private static boolean overtakes(StorageDriver other, Mark mark) throws IOException {
        try (StorageWriter second = other.resume(UPLOAD, mark)) {
            Bytes.write(second, Bytes.ascii("-second"));
            second.checkpoint();
            second.commit(StoragePath.parse("/blobs/second"));
            return true;
        } catch (WriterConflictException refused) {
            return false;
        }
    }

    @Test
    void closedWriterMakesRoomForTheNext() throws IOException {
        Mark mark = begin();
        StorageDriver other = open();

        for (int i = 0; i < 5; i++) {
            StorageDriver instance = i % 2 == 0 ? driver() : other;
            try (StorageWriter writer = instance.resume(UPLOAD, mark)) {
                Bytes.write(writer, Bytes.ascii("-" + i));
                mark = writer.checkpoint();
            }
        }
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("begin-0-1-2-3-4"));
    }

    @Test
    void racingCommitsToOneTargetLeaveOneOfTheContents() throws Exception {
        byte[][] contents = new byte[4][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = Bytes.random(i, 200_000 + i);
        }
        try (Threads threads = new Threads()) {
            threads.race(contents.length, number -> {
                commit(BLOB, contents[number]);
                return number;
            });
        }

        assertThat(List.of(contents)).contains(Bytes.readAll(driver(), BLOB));
    }

    @Test
    void commitMeetsTheDeletionOfItsTargetsDirectory() throws Exception {
        try (Threads threads = new Threads()) {
            for (int round = 0; round < Sizes.pick(30, 300); round++) {
                byte[] content = Bytes.random(round, 1000);
                threads.race(2, number -> {
                    if (number == 0) {
                        commitElsewhere(content);
                    } else {
                        driver().delete(List.of(path("/blobs")));
                    }
                    return number;
                });
                expectWholeOrAbsent(content);
            }
        }
    }

    @Test
    void putMeetsTheDeletionOfItsDirectory() throws Exception {
        try (Threads threads = new Threads()) {
            for (int round = 0; round < Sizes.pick(30, 300); round++) {
                byte[] content = Bytes.random(round, 1000);
                threads.race(3, number -> {
                    if (number == 0) {
                        driver().put(BLOB, content);
                    } else if (number == 1) {
                        driver().create(BLOB, content);
                    } else {
                        driver().delete(List.of(path("/blobs")));
                    }
                    return number;
                });
                expectWholeOrAbsent(content);
            }
        }
    }

    private void commitElsewhere(byte[] content) throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, content);
            writer.commit(BLOB);
        }
    }

    private void expectWholeOrAbsent(byte[] content) throws IOException {
        try {
            Bytes.assertSame(Bytes.readAll(driver(), BLOB), content);
        } catch (PathNotFoundException absent) {
            assertThat(absent.path()).isEqualTo(BLOB);
        }
    }

    private Mark begin() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.ascii("begin"));
            return writer.checkpoint();
        }
    }
}

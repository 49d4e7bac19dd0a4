package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is stopped or killed at random instants. What it leaves may go by age, so left-overs are no fault. */
abstract class KilledProcessCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");
    private static final int SIZE = 2 * Sizes.MIB;
    private static final int MOST_MICROS = 5_000;

    private final SplittableRandom instants = new SplittableRandom(4711);

    KilledProcessCases(StoreSource source) {
        super(source);
    }

    @BeforeEach
    void contentOutlivesProcess() {
        Assumptions.assumeTrue(store().elsewhere().isPresent(), "the store's content ends with its process");
    }

    @Override
    boolean mayLeaveFiles() {
        return true;
    }

    @Test
    void commitOfAKilledProcessIsWholeOrCanBeRepeated() throws IOException {
        for (int round = 0; round < Sizes.pick(3, 50); round++) {
            Mark mark;
            try (DriverProcess other = start()) {
                mark = beginCommit(other, round);
                letSomeTimePass();
                other.kill();
            }

            try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
                writer.commit(BLOB);
            } catch (PathNotFoundException alreadyDone) {
                assertThat(alreadyDone.path()).isEqualTo(UPLOAD);
            }

            Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.random(round, SIZE));
            driver().delete(List.of(path("/blobs"), path("/uploads")));
        }
    }

    @Test
    void commitOfAStoppedProcessIsWholeOrUnseen() throws IOException {
        try (DriverProcess other = start()) {
            for (int round = 0; round < Sizes.pick(12, 300); round++) {
                Mark mark = beginCommit(other, round);
                letSomeTimePass();
                other.stop();

                expectWholeOrAbsent(round);
                boolean overtaken = commits(mark);
                other.goOn();
                String answer = other.answer();

                assertThat(answer.startsWith("ok")).as(answer).isEqualTo(!overtaken);
                Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.random(round, SIZE));
                driver().delete(List.of(path("/blobs"), path("/uploads")));
            }
        }
    }

    @Test
    void smallContentOfAKilledProcessIsTheOldOneOrTheNew() throws IOException {
        byte[] old = Bytes.ascii("old");
        for (int round = 0; round < Sizes.pick(3, 50); round++) {
            driver().put(BLOB, old);
            try (DriverProcess other = start()) {
                other.send("put " + BLOB + " " + round + " " + SIZE);
                letSomeTimePass();
                other.kill();
            }

            byte[] seen = driver().get(BLOB, SIZE);
            Bytes.assertSame(seen, seen.length == old.length ? old : Bytes.random(round, SIZE));
        }
    }

    private DriverProcess start() throws IOException {
        return DriverProcess.start(store().elsewhere().orElseThrow());
    }

    private static Mark beginCommit(DriverProcess other, long seed) throws IOException {
        other.write(UPLOAD, BLOB);
        other.append(seed, SIZE);
        Mark mark = other.checkpoint();
        other.send("commit " + BLOB);
        return mark;
    }

    private boolean commits(Mark mark) throws IOException {
        try (StorageWriter writer = driver().resume(UPLOAD, mark)) {
            writer.commit(BLOB);
            return true;
        } catch (StorageException refused) {
            return false;
        }
    }

    private void expectWholeOrAbsent(long seed) throws IOException {
        try {
            Bytes.assertSame(Bytes.readAll(driver(), BLOB), Bytes.random(seed, SIZE));
        } catch (PathNotFoundException absent) {
            assertThat(absent.path()).isEqualTo(BLOB);
        }
    }

    private void letSomeTimePass() {
        LockSupport.parkNanos(1_000L * instants.nextInt(MOST_MICROS));
    }
}

package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Create if absent. */
abstract class CreateCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/race/name");

    CreateCases(StoreSource source) {
        super(source);
    }

    @Test
    void firstCallerWins() throws IOException {
        assertThat(driver().create(PATH, Bytes.ascii("first"))).isTrue();
        assertThat(driver().create(PATH, Bytes.ascii("second"))).isFalse();
        assertThat(driver().create(PATH, Bytes.ascii("first and more"))).isFalse();
        assertThat(driver().create(PATH, new byte[0])).isFalse();
        assertThat(open().create(PATH, Bytes.ascii("third"))).isFalse();

        assertThat(driver().get(PATH, 100)).isEqualTo(Bytes.ascii("first"));
    }

    @Test
    void winnerWhoseAnswerWasLostWinsAgain() throws IOException {
        driver().create(PATH, Bytes.ascii("mine"));

        assertThat(driver().create(PATH, Bytes.ascii("mine"))).isTrue();
        assertThat(open().create(PATH, Bytes.ascii("mine"))).isTrue();
    }

    @Test
    void emptyContentIsAContent() throws IOException {
        assertThat(driver().create(PATH, new byte[0])).isTrue();
        assertThat(driver().create(PATH, new byte[0])).isTrue();
        assertThat(driver().create(PATH, Bytes.ascii("a"))).isFalse();

        assertThat(driver().get(PATH, 1)).isEmpty();
    }

    @Test
    void doesNotReplaceWhatWasPut() throws IOException {
        driver().put(PATH, Bytes.ascii("put"));
        commit(path("/race/streamed"), Bytes.ascii("streamed"));

        assertThat(driver().create(PATH, Bytes.ascii("created"))).isFalse();
        assertThat(driver().create(path("/race/streamed"), Bytes.ascii("created")))
                .isFalse();
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("put"));
    }

    @Test
    void nameIsFreeAgainAfterDelete() throws IOException {
        driver().create(PATH, Bytes.ascii("old"));

        driver().delete(List.of(PATH));

        assertThat(driver().create(PATH, Bytes.ascii("new"))).isTrue();
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("new"));
    }

    @Test
    void exactlyOneOfRacingCallersWins() throws Exception {
        List<StorageDriver> instances = List.of(driver(), open());
        try (Threads threads = new Threads()) {
            for (int round = 0; round < Sizes.pick(15, 200); round++) {
                StoragePath path = path("/race/" + round);

                List<Boolean> won = threads.race(
                        6, number -> instances.get(number % 2).create(path, Bytes.ascii("nonce " + number)));

                int winner = won.indexOf(true);
                assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
                assertThat(driver().get(path, 100)).isEqualTo(Bytes.ascii("nonce " + winner));
            }
        }
    }

    @Test
    void nameNeverAppearsWithoutItsContent() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        byte[] content = Bytes.random(1, 64 * Sizes.KIB);
        try (Threads threads = new Threads()) {
            Runnable finished = threads.readUntil(done, () -> seeWhole(content));
            for (int i = 0; i < 30; i++) {
                driver().create(PATH, content);
                driver().delete(List.of(PATH));
            }
            done.set(true);
            finished.run();
        }
    }

    private void seeWhole(byte[] content) throws IOException {
        try {
            Bytes.assertSame(driver().get(PATH, Sizes.MIB), content);
        } catch (PathNotFoundException absent) {
            assertThat(absent.path()).isEqualTo(PATH);
        }
    }
}

package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.lease.StorageLease;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What is under way on a driver goes on with the next one over the same store. */
class MoveTest {

    private static final StoragePath PATH = StoragePath.parse("/layer");
    private static final StoragePath TARGET = StoragePath.parse("/blob");

    private final HeapStore store = new HeapStore(STORE);
    private final StorageSwitch storage = Fixture.storage(name -> true);
    private long services = 1;

    @BeforeEach
    void wantMain() {
        storage.use(settings("main"));
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void aReaderGoesOnAtItsOffset() throws Exception {
        store.contents.put(PATH, bytes("0123456789"));
        Running first = start();
        StorageReader reader = lease().driver().read(PATH, 2);
        assertThat(text(reader, 3)).isEqualTo("234");

        first.stop();
        Running second = start();

        assertThat(text(reader, 3)).isEqualTo("567");
        assertThat(text(reader, 9)).isEqualTo("89");
        assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(second.candidate.moves()).isEqualTo(1);
        assertThat(second.candidate.holds()).hasSize(1);
        reader.close();
        assertThat(second.candidate.holds()).isEmpty();
    }

    @Test
    void aWriterGoesOnAtItsMarkAndNothingIsReadBack() throws Exception {
        Running first = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);
        writer.write(ByteBuffer.wrap(bytes("abc")));

        first.stop();
        start();
        writer.write(ByteBuffer.wrap(bytes("def")));
        writer.commit(TARGET);

        assertThat(store.contents.get(TARGET)).isEqualTo(bytes("abcdef"));
        assertThat(store.contentReads).hasValue(0);
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void aWriterMovesAgainAndAgain() throws Exception {
        Running running = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 20; round++) {
            writer.write(ByteBuffer.wrap(bytes("round " + round)));
            expected.append("round ").append(round);
            running.stop();
            running = start();
            if (round % 3 == 0) {
                assertThat(writer.checkpoint().offset()).isEqualTo(expected.length());
            }
        }
        writer.commit(TARGET);

        assertThat(store.contents.get(TARGET)).isEqualTo(bytes(expected.toString()));
    }

    @Test
    void aWriterThatHasNothingYetBeginsAnew() throws Exception {
        Running first = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);

        first.stop();
        start();
        writer.write(ByteBuffer.wrap(bytes("abc")));
        writer.commit(TARGET);

        assertThat(store.contents.get(TARGET)).isEqualTo(bytes("abc"));
    }

    @Test
    void aLeaseGoesOnWithTheNextDriver() throws Exception {
        Running first = start();
        StorageLease lease = lease();
        lease.driver().put(PATH, bytes("abc"));

        first.stop();
        start();

        assertThat(lease.driver().get(PATH, 10)).isEqualTo(bytes("abc"));
        lease.driver().move(PATH, TARGET);
        assertThat(lease.driver().stat(TARGET).size()).isEqualTo(3);
    }

    @Test
    void whatRunsWaitsForTheNextDriver() throws Exception {
        store.contents.put(PATH, bytes("0123"));
        Running first = start();
        StorageReader reader = lease().driver().read(PATH, 0);
        first.stop();

        CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> unchecked(() -> text(reader, 4)));
        CompletableFuture<StorageLease> later = CompletableFuture.supplyAsync(() -> unchecked(storage::lease));
        start();

        assertThat(rest.get(Fixture.DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo("0123");
        later.get(Fixture.DEADLINE_SECONDS, TimeUnit.SECONDS).close();
    }

    @Test
    void failsCleanlyWhenNoDriverOverTheStoreComesInTime() throws Exception {
        store.contents.put(PATH, bytes("0123"));
        Running first = start();
        StorageLease lease = lease();
        StorageReader reader = lease.driver().read(PATH, 0);
        StorageWriter writer = lease.driver().write(PATH, TARGET);
        storage.use(settings("main", Duration.ofMillis(20)));
        first.stop();

        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1)))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining("no driver over store " + STORE + " came");
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1))).isInstanceOf(DriverUnavailableException.class);
        assertThatThrownBy(() -> lease.driver().get(PATH, 10)).isInstanceOf(DriverUnavailableException.class);
        writer.close();
        reader.close();
        lease.close();
    }

    @Test
    void neverGoesOnOverAnotherStore() throws Exception {
        Running first = start();
        StorageLease lease = lease();
        storage.use(settings("main", Duration.ofMillis(20)));
        first.stop();
        HeapStore other = new HeapStore("11111111-8d11-4f67-9d5e-6d1f7a1e6f5c");
        storage.attach(candidate(other.driver()));

        assertThatThrownBy(() -> lease.driver().put(PATH, bytes("x"))).isInstanceOf(DriverUnavailableException.class);
        assertThat(other.contents).hasSize(1);
    }

    @Test
    void whatRunsMovesToADriverThatIsThereAlready() throws Exception {
        Running first = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);
        writer.write(ByteBuffer.wrap(bytes("abc")));
        Candidate second = candidate(store.driver());
        storage.attach(second);
        awaitUntil(() -> second.store().isPresent());

        first.stop();
        writer.write(ByteBuffer.wrap(bytes("def")));

        assertThat(second.moves()).isEqualTo(1);
        writer.commit(TARGET);
        assertThat(store.contents.get(TARGET)).isEqualTo(bytes("abcdef"));
    }

    @Test
    void aWriterWaitsForADriverThatKnowsItsMark() throws Exception {
        Running first = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);
        writer.write(ByteBuffer.wrap(bytes("abc")));
        Candidate stranger = Fixture.candidate(
                store.driver(),
                new DriverProperties("main", "other", false, false, Version.emptyVersion, 0, services++));
        storage.attach(stranger);
        awaitUntil(() -> stranger.store().isPresent());
        first.stop();

        CompletableFuture<Integer> written =
                CompletableFuture.supplyAsync(() -> unchecked(() -> writer.write(ByteBuffer.wrap(bytes("def")))));
        Candidate next = candidate(store.driver());
        storage.attach(next);

        assertThat(written.get(Fixture.DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(stranger.moves()).isZero();
        assertThat(next.moves()).isEqualTo(1);
        writer.commit(TARGET);
        assertThat(store.contents.get(TARGET)).isEqualTo(bytes("abcdef"));
    }

    @Test
    void leavesNothingOfADriverThatHasGone() throws Exception {
        store.contents.put(PATH, bytes("0123"));
        Running first = start();
        StorageLease lease = lease();
        try (StorageReader reader = lease.driver().read(PATH, 0);
                StorageWriter writer = lease.driver().write(PATH, TARGET)) {
            writer.write(ByteBuffer.wrap(bytes("abc")));
            first.stop();

            assertThat(reader.isOpen()).isTrue();
            assertThat(first.candidate.holds()).isEmpty();
            assertThat(storage.list()).isEmpty();
            start();
        }
    }

    @Test
    void bytesWithoutAMarkAreNeverTakenForWritten() throws Exception {
        Running first = start();
        StorageWriter writer = lease().driver().write(PATH, TARGET);
        writer.write(ByteBuffer.wrap(bytes("abc")));
        first.driver.close();
        first.stop();
        start();

        assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(bytes("def"))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("bytes that had no mark");
        assertThatThrownBy(() -> writer.commit(TARGET)).isInstanceOf(StorageException.class);
        writer.close();
        assertThat(store.contents).doesNotContainKey(TARGET);
    }

    @Test
    void uploadsAndDownloadsOutliveManySwaps() throws Exception {
        byte[] content = new byte[100_000];
        new Random(7).nextBytes(content);
        store.contents.put(PATH, content);
        Running running = start();
        List<CompletableFuture<byte[]>> pulls = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(this::pull)))
                .toList();
        List<CompletableFuture<StoragePath>> pushes = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(() -> push(i, content))))
                .toList();

        while (pulls.stream().anyMatch(pull -> !pull.isDone())
                || pushes.stream().anyMatch(push -> !push.isDone())) {
            running.stop();
            running = start();
        }

        for (CompletableFuture<byte[]> pull : pulls) {
            assertThat(pull.get()).isEqualTo(content);
        }
        for (CompletableFuture<StoragePath> push : pushes) {
            assertThat(store.contents.get(push.get())).isEqualTo(content);
        }
    }

    private byte[] pull() throws Exception {
        ByteBuffer all = ByteBuffer.allocate(100_000);
        try (StorageLease lease = storage.lease();
                StorageReader reader = lease.driver().read(PATH, 0)) {
            while (all.hasRemaining()) {
                ByteBuffer piece = ByteBuffer.allocate(97);
                reader.read(piece);
                all.put(piece.flip());
            }
        }
        return all.array();
    }

    private StoragePath push(int number, byte[] content) throws Exception {
        StoragePath path = StoragePath.parse("/push" + number);
        try (StorageLease lease = storage.lease();
                StorageWriter writer = lease.driver().write(path, path)) {
            for (int at = 0; at < content.length; at += 100) {
                writer.write(ByteBuffer.wrap(content, at, 100));
            }
            writer.commit(path);
        }
        return path;
    }

    private StorageLease lease() throws Exception {
        return storage.lease();
    }

    private Running start() {
        HeapStore.Driver driver = store.driver();
        Candidate candidate = candidate(driver);
        storage.attach(candidate);
        awaitUntil(() -> storage.isActive(candidate));
        return new Running(candidate, driver);
    }

    private Candidate candidate(HeapStore.Driver driver) {
        return Fixture.candidate(
                driver, new DriverProperties("main", "heap", false, false, Version.emptyVersion, 0, services++));
    }

    private static String text(StorageReader reader, int most) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(most);
        reader.read(target);
        return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A driver that is there, and ends as a bundle that stops would end it. */
    private final class Running {

        private final Candidate candidate;
        private final HeapStore.Driver driver;

        Running(Candidate candidate, HeapStore.Driver driver) {
            this.candidate = candidate;
            this.driver = driver;
        }

        void stop() {
            storage.detach(candidate);
            driver.close();
        }
    }
}

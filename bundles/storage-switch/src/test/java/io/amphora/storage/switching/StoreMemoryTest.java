package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StorageDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** After a restart an empty directory is not taken for the store. */
class StoreMemoryTest {

    @TempDir
    Path directory;

    private StorageSwitch storage = Fixture.storage(name -> true);

    @BeforeEach
    void begin() {
        restart();
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void anEmptyStoreIsRefusedAfterARestart() throws Exception {
        Candidate main = add(new HeapStore(STORE).driver(), false);
        awaitUntil(() -> storage.isActive(main));
        restart();
        HeapStore empty = new HeapStore(STORE);
        empty.contents.clear();

        Candidate unmounted = add(empty.driver(), false);

        awaitUntil(() -> !(unmounted.identity() instanceof StoreIdentity.Unread));
        assertThat(storage.isActive(unmounted)).isFalse();
        assertThat(storage.reason()).contains("its store has no id, the registry uses store " + STORE);
        assertThat(empty.contents).isEmpty();

        storage.use("main", true);
        assertThat(storage.isActive(unmounted)).isTrue();
    }

    @Test
    void theSameStoreIsTakenAfterARestart() {
        HeapStore store = new HeapStore(STORE);
        Candidate main = add(store.driver(), false);
        awaitUntil(() -> storage.isActive(main));
        restart();

        Candidate again = add(store.driver(), false);

        awaitUntil(() -> storage.isActive(again));
    }

    @Test
    void aStoreThatEndsWithItsDriverIsNotRemembered() {
        Candidate heap = add(new HeapStore(STORE).driver(), true);
        awaitUntil(() -> storage.isActive(heap));
        restart();

        Candidate fresh = add(new HeapStore("11111111-8d11-4f67-9d5e-6d1f7a1e6f5c").driver(), true);

        awaitUntil(() -> storage.isActive(fresh));
    }

    @Test
    void whatCannotBeReadIsNotRemembered() throws Exception {
        Files.writeString(file(), "no id");

        assertThat(memory().recall()).isEmpty();
        memory().keep(Optional.of(UUID.fromString(STORE)));
        assertThat(memory().recall()).contains(UUID.fromString(STORE));
    }

    private void restart() {
        storage.deactivate();
        storage = new StorageSwitch(name -> true, memory());
        storage.use(settings("main"));
    }

    private StoreMemory memory() {
        return new StoreMemory(Optional.of(file()));
    }

    private Path file() {
        return directory.resolve("store");
    }

    private Candidate add(StorageDriver driver, boolean passing) {
        Candidate candidate = Fixture.candidate(
                driver, new DriverProperties("main", "heap", false, passing, Version.emptyVersion, 0, 1));
        storage.attach(candidate);
        return candidate;
    }
}

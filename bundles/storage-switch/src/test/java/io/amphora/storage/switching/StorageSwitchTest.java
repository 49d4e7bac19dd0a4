package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.DEADLINE_SECONDS;
import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class StorageSwitchTest {

    private static final String OTHER_STORE = "3d4a6f1f-7a22-4f0f-8a55-2f6e0cc30f1b";

    private final StorageSwitch storage = Fixture.storage(name -> true);
    private long services;

    @BeforeEach
    void wantMain() {
        storage.use(settings("main"));
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void hasNoStorageWithoutADriverAndSaysSo() {
        storage.use(settings("main", Duration.ZERO));
        assertThatThrownBy(storage::lease)
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("no storage driver");
    }

    @Test
    void makesAStoreIdWhereThereIsNone() throws Exception {
        TinyDriver driver = new TinyDriver();
        add("main", driver);

        try (StorageLease lease = leaseWhenAvailable()) {
            assertThat(driver.storeText()).isEqualTo(lease.store() + "\n");
            assertThat(lease.name()).isEqualTo("main");
            assertThat(lease.shared()).isFalse();
        }
    }

    @Test
    void keepsTheStoreIdThatIsThere() throws Exception {
        TinyDriver driver = TinyDriver.over(STORE + "\n");
        add("main", driver);

        try (StorageLease lease = leaseWhenAvailable()) {
            assertThat(lease.store()).isEqualTo(UUID.fromString(STORE));
        }
        assertThat(driver.storeText()).isEqualTo(STORE + "\n");
    }

    @Test
    void leavesDriversOfOtherNamesAloneAndWritesNothingToThem() {
        TinyDriver other = new TinyDriver();
        add("other", other);
        awaitUntil(() -> storage.list().get(0).state() == State.AVAILABLE);

        storage.use(settings("main", Duration.ZERO));
        assertThatThrownBy(storage::lease).hasMessage("no storage driver is named 'main'; there are: other");
        assertThat(other.contents).isEmpty();
    }

    @Test
    void prefersTheHigherBundleVersionThenTheHigherRanking() throws Exception {
        Candidate old = add("main", TinyDriver.over(STORE), "1.9.0", 100);
        awaitActive(old);

        Candidate newer = add("main", TinyDriver.over(STORE), "1.10.0", 0);
        awaitActive(newer);
        assertThat(status(old).state()).isEqualTo(State.SHADOWED);

        Candidate ranked = add("main", TinyDriver.over(STORE), "1.10.0", 1);
        awaitActive(ranked);
        assertThat(storage.list())
                .extracting(DriverStatus::state)
                .containsExactly(State.ACTIVE, State.SHADOWED, State.SHADOWED);
    }

    @Test
    void goesBackToTheShadowedDriverWithoutAGap() throws Exception {
        Candidate old = add("main", TinyDriver.over(STORE), "1.0.0", 0);
        awaitActive(old);
        Candidate newer = add("main", TinyDriver.over(STORE), "2.0.0", 0);
        awaitActive(newer);

        storage.detach(newer);

        storage.lease().close();
        assertThat(status(old).state()).isEqualTo(State.ACTIVE);
        assertThat(storage.list()).hasSize(1);
    }

    @Test
    void takesAnotherNameOverTheSameStore() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        Candidate other = add("other", TinyDriver.over(STORE));
        awaitActive(main);
        awaitUntil(() -> other.store().isPresent());

        storage.use(settings("other"));

        assertThat(status(other).state()).isEqualTo(State.ACTIVE);
        assertThat(status(main).state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void refusesAnotherStoreAndKeepsTheOldDriverWhileItIsThere() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        Candidate other = add("other", TinyDriver.over(OTHER_STORE));
        awaitActive(main);
        awaitUntil(() -> other.store().isPresent());

        storage.use(settings("other"));

        assertThat(status(main).state()).isEqualTo(State.ACTIVE);
        assertThat(status(other).state()).isEqualTo(State.REFUSED);
        assertThat(status(other).problem()).get().asString().contains(STORE).contains(OTHER_STORE);
        storage.detach(main);
        storage.use(settings("other", Duration.ZERO));
        assertThatThrownBy(storage::lease).hasMessageContaining("is refused: it holds store " + OTHER_STORE);
    }

    @Test
    void refusesAStoreWithoutIdOnceAStoreWasUsed() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);
        storage.detach(main);
        TinyDriver empty = new TinyDriver();

        Candidate typo = add("main", empty);

        awaitUntil(() -> status(typo).state() == State.REFUSED);
        assertThat(empty.contents).isEmpty();
        storage.use(settings("main", Duration.ZERO));
        assertThatThrownBy(storage::lease)
                .hasMessageContaining("its store has no id, the registry uses store " + STORE);
    }

    @Test
    void keepsTheOldDriverWhenTheNewNameIsNobodys() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);

        storage.use(settings("mian"));

        storage.lease().close();
        assertThat(status(main).state()).isEqualTo(State.ACTIVE);
        assertThat(status(main).problem()).contains("kept, because no storage driver is named 'mian'; there are: main");
    }

    @Test
    void refusesADriverWhoseStoreCannotBeReadAndTriesAgain() throws Exception {
        TinyDriver driver = TinyDriver.over(STORE);
        driver.broken = true;
        Candidate candidate = add("main", driver);
        awaitUntil(() -> status(candidate).state() == State.REFUSED);
        assertThat(status(candidate).problem()).get().asString().contains("the disk is on fire");

        driver.broken = false;

        awaitActive(candidate);
    }

    @Test
    void refusesAStoreWhoseIdIsNone() {
        Candidate candidate = add("main", TinyDriver.over("<html>"));

        awaitUntil(() -> status(candidate).state() == State.REFUSED);
        assertThat(status(candidate).problem()).contains("/amphora/store does not hold a store id");
    }

    @Test
    void prefersAnOlderDriverThatWorksToANewerOneThatDoesNot() throws Exception {
        Candidate old = add("main", TinyDriver.over(STORE), "1.0.0", 0);
        awaitActive(old);
        TinyDriver broken = TinyDriver.over(STORE);
        broken.broken = true;

        Candidate newer = add("main", broken, "2.0.0", 0);

        awaitUntil(() -> status(newer).state() == State.REFUSED);
        storage.lease().close();
        assertThat(status(old).state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void keepsNobodyWaitingForADriverThatHangs() throws Exception {
        TinyDriver hanging = TinyDriver.over(STORE);
        hanging.hang = java.util.Optional.of(new CountDownLatch(1));
        Candidate stuck = add("other", hanging);

        Candidate main = add("main", TinyDriver.over(STORE));

        awaitActive(main);
        storage.detach(stuck);
        assertThat(storage.list()).hasSize(1);
    }

    @Test
    void letsLeasesOfAReplacedDriverGoOnAndShowsThem() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);
        Candidate other = add("other", TinyDriver.over(STORE));
        awaitUntil(() -> other.store().isPresent());
        StorageLease lease = storage.lease();

        storage.use(settings("other"));

        assertThat(lease.driver().get(StoreId.PATH, 100)).isNotEmpty();
        assertThat(status(main).state()).isEqualTo(State.DRAINING);
        assertThat(status(main).leases()).isEqualTo(1);
        lease.close();
        assertThat(status(main).state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void forgetsADriverThatHasGoneAndItsLeasesGoOnWithTheNext() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);
        StorageLease lease = storage.lease();

        storage.detach(main);

        assertThat(storage.list()).isEmpty();
        Candidate next = add("main", TinyDriver.over(STORE));
        assertThat(lease.driver().get(StoreId.PATH, 100)).isNotEmpty();
        assertThat(next.holds()).hasSize(1);
        lease.close();
        assertThat(next.holds()).isEmpty();
    }

    private Candidate add(String name, TinyDriver driver) {
        return add(name, driver, "1.0.0", 0);
    }

    private Candidate add(String name, TinyDriver driver, String version, int ranking) {
        DriverProperties properties =
                new DriverProperties(name, "tiny", false, false, Version.parseVersion(version), ranking, services++);
        Candidate candidate = Fixture.candidate(driver, properties);
        storage.attach(candidate);
        return candidate;
    }

    private StorageLease leaseWhenAvailable() throws Exception {
        storage.whenAvailable().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return storage.lease();
    }

    private DriverStatus status(Candidate candidate) {
        DriverProperties properties = candidate.properties();
        long twins = services;
        return storage.list().stream()
                .filter(status -> status.name().equals(properties.name())
                        && status.version().equals(properties.version().toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(candidate + " is not among " + twins));
    }

    private void awaitActive(Candidate candidate) {
        awaitUntil(() -> storage.isActive(candidate));
    }
}

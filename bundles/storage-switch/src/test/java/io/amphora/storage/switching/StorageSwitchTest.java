package io.amphora.storage.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class StorageSwitchTest {

    private static final String STORE = "0f3f3c1c-8d11-4f67-9d5e-6d1f7a1e6f5c";
    private static final String OTHER_STORE = "3d4a6f1f-7a22-4f0f-8a55-2f6e0cc30f1b";
    private static final long DEADLINE_SECONDS = 20;

    private final StorageSwitch storage = new StorageSwitch();
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
    void keepsItsSettingsWhenNewOnesAreWrong() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);

        storage.modified(configuration("other", -1));

        storage.lease().close();
        assertThat(status(main).problem()).isEmpty();
    }

    @Test
    void hasNoStorageWithWrongSettingsUntilTheyAreRight() throws Exception {
        StorageSwitch fresh = new StorageSwitch(configuration("main", -1));
        try {
            Candidate main = new Candidate(
                    TinyDriver.over(STORE), new DriverProperties("main", "tiny", false, Version.emptyVersion, 0, 1));
            fresh.attach(main);
            assertThatThrownBy(fresh::lease)
                    .hasMessage(
                            "the settings of io.amphora.storage are wrong: gateMillis: -1 is not within 0 and 600000");

            fresh.modified(configuration("main", 1_000));

            awaitUntil(() -> fresh.isActive(main));
        } finally {
            fresh.deactivate();
        }
    }

    @Test
    void refusesWhatIsNoNameOfADriver() {
        assertThatThrownBy(() -> settings("")).hasMessageStartingWith("driver: ");
        assertThatThrownBy(() -> settings("a/b")).hasMessageStartingWith("driver: ");
    }

    @Test
    void givesOutNoLeaseAfterItStopped() throws Exception {
        awaitActive(add("main", TinyDriver.over(STORE)));

        storage.deactivate();

        assertThatThrownBy(storage::lease).hasMessage("the storage switch has stopped");
        assertThat(storage.whenAvailable().toCompletableFuture()).isCompletedExceptionally();
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
    void showsADriverThatHasGoneUntilItsLastLeaseEnds() throws Exception {
        Candidate main = add("main", TinyDriver.over(STORE));
        awaitActive(main);
        StorageLease one = storage.lease();
        StorageLease two = storage.lease();

        storage.detach(main);

        assertThat(status(main).state()).isEqualTo(State.DRAINING);
        assertThat(status(main).leases()).isEqualTo(2);
        one.close();
        one.close();
        assertThat(status(main).leases()).isEqualTo(1);
        two.close();
        assertThat(storage.list()).isEmpty();
    }

    @Test
    void letsAtTheGateWhoWaitedForADriver() throws Exception {
        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();
        assertThat(waiter).isNotDone();

        add("main", TinyDriver.over(STORE));

        waiter.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        storage.lease().close();
        assertThat(storage.whenAvailable().toCompletableFuture()).isCompleted();
    }

    @Test
    void turnsAwayAtTheGateWhenTheTimeIsOver() {
        storage.use(new SwitchSettings("main", Duration.ofMillis(1), 10, Duration.ofMillis(100)));

        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();

        assertThatThrownBy(() -> waiter.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StorageUnavailableException.class);
        assertThat(storage.waiting()).isZero();
    }

    @Test
    void turnsAwayAtOnceWhenTooManyWait() {
        storage.use(new SwitchSettings("main", Duration.ofMinutes(1), 2, Duration.ofMillis(100)));
        storage.whenAvailable();
        storage.whenAvailable();

        CompletableFuture<Void> third = storage.whenAvailable().toCompletableFuture();

        assertThat(third).isCompletedExceptionally();
        assertThat(storage.waiting()).isEqualTo(2);
    }

    @Test
    void turnsAwayWhoWaitsWhenItStopsAndLeavesNoThread() {
        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();
        add("main", new TinyDriver());

        storage.deactivate();

        awaitUntil(waiter::isDone);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("amphora-storage"));
    }

    private Candidate add(String name, TinyDriver driver) {
        return add(name, driver, "1.0.0", 0);
    }

    private Candidate add(String name, TinyDriver driver, String version, int ranking) {
        DriverProperties properties =
                new DriverProperties(name, "tiny", false, Version.parseVersion(version), ranking, services++);
        Candidate candidate = new Candidate(driver, properties);
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

    private static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static SwitchConfiguration configuration(String driver, long gateMillis) {
        return new SwitchConfiguration() {
            @Override
            public Class<SwitchConfiguration> annotationType() {
                return SwitchConfiguration.class;
            }

            @Override
            public String driver() {
                return driver;
            }

            @Override
            public long gateMillis() {
                return gateMillis;
            }

            @Override
            public int gateWaiters() {
                return 10;
            }

            @Override
            public long retryMillis() {
                return 100;
            }
        };
    }

    private static SwitchSettings settings(String driver) {
        return new SwitchSettings(driver, Duration.ofSeconds(DEADLINE_SECONDS), 10, Duration.ofMillis(100));
    }
}

package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.DEADLINE_SECONDS;
import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Where a driver over the same store is ready, there is no instant without one. */
class SuccessorTest {

    private static final int ROUNDS = 300;

    private final StorageSwitch storage = Fixture.storage(name -> true);

    @BeforeEach
    void wantMain() {
        storage.use(settings("main"));
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void noLeaseFailsWhileBetterDriversComeAndGo() throws Exception {
        add(1, TinyDriver.over(STORE));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        CompletableFuture<Void> leasing = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                refused.addAndGet(canLease() ? 0 : 1);
            }
        });

        for (int round = 0; round < ROUNDS; round++) {
            Candidate better = add(2, TinyDriver.over(STORE));
            storage.detach(better);
        }

        stop.set(true);
        leasing.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(refused).hasValue(0);
    }

    @Test
    void newPropertiesLeaveADriverActiveWithoutAnotherLookAtItsStore() throws Exception {
        TinyDriver driver = TinyDriver.over(STORE);
        Candidate candidate = add(1, driver);
        driver.hang = Optional.of(new CountDownLatch(1));

        storage.update(candidate, properties("main", 7));

        assertThat(canLease()).isTrue();
        assertThat(storage.isActive(candidate)).isTrue();
        assertThat(candidate.properties().ranking()).isEqualTo(7);
    }

    @Test
    void newPropertiesDecideAnew() throws Exception {
        Candidate first = add(2, TinyDriver.over(STORE));
        Candidate second = Fixture.candidate(TinyDriver.over(STORE), properties("main", 1));
        storage.attach(second);
        awaitUntil(() -> second.store().isPresent());

        storage.update(second, properties("main", 3));
        assertThat(storage.isActive(second)).isTrue();

        storage.update(second, properties("other", 3));
        assertThat(storage.isActive(first)).isTrue();
    }

    private Candidate add(int ranking, TinyDriver driver) {
        Candidate candidate = Fixture.candidate(driver, properties("main", ranking));
        storage.attach(candidate);
        awaitUntil(() -> storage.isActive(candidate));
        return candidate;
    }

    private static DriverProperties properties(String name, int ranking) {
        return new DriverProperties(name, "tiny", false, false, Version.emptyVersion, ranking, 1);
    }

    private boolean canLease() {
        try (StorageLease lease = storage.lease()) {
            return lease.name().equals("main");
        } catch (StorageUnavailableException gap) {
            return false;
        }
    }
}

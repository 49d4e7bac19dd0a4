package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.DEADLINE_SECONDS;
import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.candidate;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.lease.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchGateTest {

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
    void letsAtTheGateWhoWaitedForADriver() throws Exception {
        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();
        assertThat(waiter).isNotDone();

        storage.attach(candidate(TinyDriver.over(STORE)));

        waiter.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        storage.lease().close();
        assertThat(storage.whenAvailable().toCompletableFuture()).isCompleted();
    }

    @Test
    void turnsAwayAtTheGateWhenTheTimeIsOver() {
        storage.use(settings("main", Duration.ofMillis(1)));

        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();

        assertThatThrownBy(() -> waiter.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StorageUnavailableException.class);
        assertThat(storage.waiting()).isZero();
    }

    @Test
    void turnsAwayAtOnceWhenTooManyWait() {
        storage.use(new SwitchSettings(
                "main",
                Duration.ofMinutes(1),
                2,
                Duration.ofMillis(100),
                SwitchSettings.Times.DEFAULT,
                CallLimits.DEFAULT));
        storage.whenAvailable();
        storage.whenAvailable();

        CompletableFuture<Void> third = storage.whenAvailable().toCompletableFuture();

        assertThat(third).isCompletedExceptionally();
        assertThat(storage.waiting()).isEqualTo(2);
    }

    @Test
    void turnsAwayWhoWaitsWhenItStopsAndLeavesNoThread() {
        CompletableFuture<Void> waiter = storage.whenAvailable().toCompletableFuture();
        storage.attach(candidate(new TinyDriver()));

        storage.deactivate();

        awaitUntil(waiter::isDone);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("amphora-storage"));
    }

    @Test
    void givesOutNoLeaseAfterItStopped() throws Exception {
        Candidate main = candidate(TinyDriver.over(STORE));
        storage.attach(main);
        awaitUntil(() -> storage.isActive(main));

        storage.deactivate();

        assertThatThrownBy(storage::lease).hasMessage("the storage switch has stopped");
        assertThat(storage.whenAvailable().toCompletableFuture()).isCompletedExceptionally();
    }
}

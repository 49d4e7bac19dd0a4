package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.switching.DriverCall.Call;
import io.amphora.storage.switching.DriverCall.Order;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A driver that hangs, throws or is slow costs its own caller an error within a bound. */
class DriverCallsTest {

    private static final StoragePath PATH = StoragePath.parse("/a/b");
    private static final Duration SHORT = Duration.ofMillis(100);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger idle = new AtomicInteger();
    private final DriverCalls calls = new DriverCalls(
            () -> "rogue", () -> new CallLimits(2, SHORT, SHORT, SHORT), Thread::new, idle::incrementAndGet);

    @AfterEach
    void end() {
        release.countDown();
        calls.end();
    }

    @Test
    void givesBackWhatTheDriverAnswers() throws Exception {
        assertThat(calls.<String>run(order(() -> "answer"))).isEqualTo("answer");
        assertThatThrownBy(() -> calls.run(order(() -> {
                    throw new StorageException("rogue", PATH, "no");
                })))
                .isExactlyInstanceOf(StorageException.class)
                .hasMessage("rogue: /a/b: no");
    }

    @Test
    void interruptsACallThatTakesTooLong() {
        AtomicBoolean interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> calls.run(order(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    return true;
                })))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessage("rogue: /a/b: get: no answer within 100 ms");

        awaitUntil(interrupted::get);
        awaitUntil(() -> calls.stuck().isEmpty());
    }

    @Test
    void namesACallThatNeverReturnsUntilItDoes() {
        assertThatThrownBy(() -> calls.run(order(this::hang))).isInstanceOf(DriverUnavailableException.class);

        assertThat(calls.stuck()).singleElement().satisfies(use -> assertThat(use.what())
                .isEqualTo("get /a/b"));
        release.countDown();
        awaitUntil(() -> calls.stuck().isEmpty());
    }

    @Test
    void callsThatHangCountAmongThoseThatMayRun() throws Exception {
        assertThatThrownBy(() -> calls.run(order(this::hang))).isInstanceOf(DriverUnavailableException.class);
        assertThat(calls.<Boolean>run(order(() -> true))).isTrue();
        assertThatThrownBy(() -> calls.run(order(this::hang))).isInstanceOf(DriverUnavailableException.class);

        assertThatThrownBy(() -> calls.run(order(() -> true)))
                .hasMessage("rogue: /a/b: get: too many calls run: 2, of which 2 do not come back");

        release.countDown();
        awaitUntil(() -> calls.stuck().isEmpty());
        assertThat(calls.<Boolean>run(order(() -> true))).isTrue();
    }

    @Test
    void turnsWhatADriverMayNotThrowIntoAFault() {
        assertThatThrownBy(() -> calls.run(order(() -> {
                    throw new NoClassDefFoundError("Gone");
                })))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("NoClassDefFoundError");
        assertThatThrownBy(() -> calls.run(order(() -> {
                    throw new IllegalStateException("oops");
                })))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("oops");
    }

    @Test
    void closesWhatAnAbandonedCallOpensLate() {
        AtomicBoolean closed = new AtomicBoolean();

        assertThatThrownBy(() -> calls.run(order(() -> {
                    hang();
                    return (Closeable) () -> closed.set(true);
                })))
                .isInstanceOf(DriverUnavailableException.class);
        release.countDown();

        awaitUntil(closed::get);
    }

    @Test
    void closesTheWriterOfAnAbandonedCallWhenThatReturns() {
        AtomicBoolean closed = new AtomicBoolean();
        Closeable writer = () -> closed.set(true);

        assertThatThrownBy(() -> calls.run(new Order<>(Operation.WRITE, PATH, writer, this::hang)))
                .isInstanceOf(DriverUnavailableException.class);
        assertThat(closed).isFalse();
        release.countDown();

        awaitUntil(closed::get);
    }

    @Test
    void beginsNothingOnADriverThatGoesButWhatLetsGoOfIt() throws Exception {
        calls.leave(Duration.ZERO);

        assertThatThrownBy(() -> calls.run(order(() -> true))).isInstanceOf(DepartedException.class);
        assertThat(calls.<Boolean>runLast(order(() -> true))).isTrue();
        calls.end();
        assertThatThrownBy(() -> calls.runLast(order(() -> true))).isInstanceOf(DepartedException.class);
    }

    @Test
    void waitsForCallsThatRunAndCutsThoseThatDoNotEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        DriverCalls patient = new DriverCalls(
                () -> "rogue",
                () -> new CallLimits(2, Duration.ofMinutes(1), SHORT, SHORT),
                Thread::new,
                idle::incrementAndGet);
        CompletableFuture<String> failure = CompletableFuture.supplyAsync(() -> {
            try {
                patient.run(order(() -> {
                    begun.countDown();
                    return hang();
                }));
                return "returned";
            } catch (IOException e) {
                return e.getMessage();
            }
        });
        awaitUntil(() -> begun.getCount() == 0);

        assertThat(patient.leave(Duration.ofMillis(20))).isFalse();
        patient.end();

        assertThat(failure.join()).isEqualTo("rogue: /a/b: get: the driver went away");
        assertThat(patient.stuck()).hasSize(1);
        assertThat(idle).hasValue(0);
        release.countDown();
        awaitUntil(() -> idle.get() == 1);
    }

    private boolean hang() {
        boolean interrupted = false;
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private static <T> Order<T> order(Call<T> call) {
        return new Order<>(Operation.GET, PATH, call);
    }
}

package io.amphora.storage.switching;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.StorageDriver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.osgi.framework.Version;

/** What the tests of the switch share. */
final class Fixture {

    static final String STORE = "0f3f3c1c-8d11-4f67-9d5e-6d1f7a1e6f5c";

    /** A gate time that the container cannot read. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    static final long DEADLINE_SECONDS = 20;

    private Fixture() {}

    static Candidate candidate(StorageDriver driver) {
        return candidate(driver, new DriverProperties("main", "tiny", true, false, Version.emptyVersion, 0, 1));
    }

    static Candidate candidate(StorageDriver driver, DriverProperties properties) {
        return new Candidate(driver, properties, () -> CallLimits.DEFAULT, Thread::new);
    }

    /** A switch that remembers nothing. */
    static StorageSwitch storage(Predicate<String> save) {
        return new StorageSwitch(save, new StoreMemory(Optional.empty()));
    }

    /** A switch as declarative services would start it. */
    static StorageSwitch started(SwitchConfiguration configuration) {
        StorageSwitch started = Fixture.storage(name -> true);
        started.modified(configuration);
        return started;
    }

    static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    static SwitchConfiguration configuration(String driver, long gateMillis) {
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
                if (gateMillis == NO_NUMBER) {
                    throw new IllegalStateException("not a number: 10s");
                }
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

            @Override
            public long graceMillis() {
                return 250;
            }

            @Override
            public long moveMillis() {
                return 4_000;
            }

            @Override
            public int concurrentCalls() {
                return 64;
            }

            @Override
            public long readCallMillis() {
                return 30_000;
            }

            @Override
            public long writeCallMillis() {
                return 60_000;
            }

            @Override
            public long finishCallMillis() {
                return 240_000;
            }
        };
    }

    static SwitchSettings settings(String driver) {
        return settings(driver, Duration.ofSeconds(DEADLINE_SECONDS));
    }

    static SwitchSettings settings(String driver, Duration gateTime) {
        return settings(driver, gateTime, CallLimits.DEFAULT);
    }

    static SwitchSettings settings(String driver, Duration gateTime, CallLimits calls) {
        return new SwitchSettings(driver, gateTime, 10, Duration.ofMillis(100), SwitchSettings.Times.DEFAULT, calls);
    }
}

package io.amphora.storage.switching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Version;

/** What the tests of the switch share. */
final class Fixture {

    static final String STORE = "0f3f3c1c-8d11-4f67-9d5e-6d1f7a1e6f5c";

    /** A gate time that the container cannot read. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    static final long DEADLINE_SECONDS = 20;

    private Fixture() {}

    static Candidate candidate(TinyDriver driver) {
        return new Candidate(driver, new DriverProperties("main", "tiny", true, Version.emptyVersion, 0, 1));
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
        };
    }

    static SwitchSettings settings(String driver) {
        return new SwitchSettings(driver, Duration.ofSeconds(DEADLINE_SECONDS), 10, Duration.ofMillis(100));
    }
}

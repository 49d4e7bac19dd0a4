package io.amphora.storage.switching;

import io.amphora.storage.StoragePath;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings in force.
 *
 * @param driver the name of the driver instance that shall be active
 * @param gateTime how long a request waits for a driver
 * @param gateWaiters how many may wait at once
 * @param retryTime after what time a store that could not be read is tried again
 */
record SwitchSettings(String driver, Duration gateTime, int gateWaiters, Duration retryTime) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_WAITERS = 1_000_000;

    /** What holds until there are settings. */
    static final SwitchSettings DEFAULT =
            new SwitchSettings("main", Duration.ofSeconds(10), 1_000, Duration.ofSeconds(5));

    SwitchSettings {
        if (!StoragePath.isSegment(driver)) {
            throw new IllegalArgumentException("driver: '" + driver + "' is not the name of a storage driver");
        }
        check("gateMillis", gateTime, Duration.ZERO);
        check("retryMillis", retryTime, Duration.ofMillis(100));
        if (gateWaiters < 0 || gateWaiters > MOST_WAITERS) {
            throw new IllegalArgumentException("gateWaiters: " + gateWaiters + " is not within 0 and " + MOST_WAITERS);
        }
    }

    static SwitchSettings of(SwitchConfiguration configuration) {
        return new SwitchSettings(
                configuration.driver().strip(),
                Duration.ofMillis(configuration.gateMillis()),
                configuration.gateWaiters(),
                Duration.ofMillis(configuration.retryMillis()));
    }

    /** The defaults for the driver that other settings name, if they do: any other one would hold other contents. */
    static Optional<SwitchSettings> defaultsFor(SwitchConfiguration wrong) {
        try {
            return Optional.of(new SwitchSettings(
                    wrong.driver().strip(), DEFAULT.gateTime(), DEFAULT.gateWaiters(), DEFAULT.retryTime()));
        } catch (RuntimeException noName) {
            return Optional.empty();
        }
    }

    private static void check(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + ": " + value.toMillis() + " is not within " + least.toMillis()
                    + " and " + LONGEST.toMillis());
        }
    }
}

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
 * @param departure how a driver goes away
 * @param calls what a driver's calls are allowed
 */
record SwitchSettings(
        String driver, Duration gateTime, int gateWaiters, Duration retryTime, Times departure, CallLimits calls) {

    private static final int MOST_WAITERS = 1_000_000;

    /** What holds until there are settings. */
    static final SwitchSettings DEFAULT = new SwitchSettings(
            "main", Duration.ofSeconds(10), 1_000, Duration.ofSeconds(5), Times.DEFAULT, CallLimits.DEFAULT);

    SwitchSettings {
        if (!StoragePath.isSegment(driver)) {
            throw new IllegalArgumentException("driver: '" + driver + "' is not the name of a storage driver");
        }
        TimeRange.upToMinutes(Duration.ZERO).check("gateMillis", gateTime);
        TimeRange.upToMinutes(Duration.ofMillis(100)).check("retryMillis", retryTime);
        if (gateWaiters < 0 || gateWaiters > MOST_WAITERS) {
            throw new IllegalArgumentException("gateWaiters: " + gateWaiters + " is not within 0 and " + MOST_WAITERS);
        }
    }

    static SwitchSettings of(SwitchConfiguration configuration) {
        return new SwitchSettings(
                configuration.driver().strip(),
                Duration.ofMillis(configuration.gateMillis()),
                configuration.gateWaiters(),
                Duration.ofMillis(configuration.retryMillis()),
                new Times(
                        Duration.ofMillis(configuration.graceMillis()), Duration.ofMillis(configuration.moveMillis())),
                CallLimits.of(configuration));
    }

    /** The defaults for the driver that other settings name, if they do: any other one would hold other contents. */
    static Optional<SwitchSettings> defaultsFor(SwitchConfiguration wrong) {
        try {
            return Optional.of(new SwitchSettings(
                    wrong.driver().strip(),
                    DEFAULT.gateTime(),
                    DEFAULT.gateWaiters(),
                    DEFAULT.retryTime(),
                    DEFAULT.departure(),
                    DEFAULT.calls()));
        } catch (RuntimeException noName) {
            return Optional.empty();
        }
    }

    /**
     * How a driver goes away.
     *
     * @param grace how long its users may go on with it while another one serves the others
     * @param move how long it is held until all have let go
     */
    record Times(Duration grace, Duration move) {

        /** Declarative services give up a lock after 5 s. */
        private static final TimeRange RANGE = new TimeRange(Duration.ZERO, Duration.ofMillis(4_500));

        static final Times DEFAULT = new Times(Duration.ofMillis(250), Duration.ofMillis(4_000));

        Times {
            RANGE.check("graceMillis", grace);
            RANGE.check("moveMillis", move);
        }
    }
}

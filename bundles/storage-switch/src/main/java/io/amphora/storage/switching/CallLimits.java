package io.amphora.storage.switching;

import java.time.Duration;

/**
 * What a driver's calls are allowed.
 *
 * @param concurrent how many run at once, those that do not come back included
 * @param readTime for a look-up or a piece that is read
 * @param writeTime for a small content or a piece that is written
 * @param finishTime for what may take as long as a content is large: checkpoint, commit, move, delete
 */
record CallLimits(int concurrent, Duration readTime, Duration writeTime, Duration finishTime) {

    private static final int MOST_CONCURRENT = 10_000;
    private static final TimeRange RANGE = TimeRange.upToMinutes(Duration.ofMillis(100));

    static final CallLimits DEFAULT =
            new CallLimits(64, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(240));

    CallLimits {
        if (concurrent < 1 || concurrent > MOST_CONCURRENT) {
            throw new IllegalArgumentException(
                    "concurrentCalls: " + concurrent + " is not within 1 and " + MOST_CONCURRENT);
        }
        RANGE.check("readCallMillis", readTime);
        RANGE.check("writeCallMillis", writeTime);
        RANGE.check("finishCallMillis", finishTime);
    }

    static CallLimits of(SwitchConfiguration configuration) {
        return new CallLimits(
                configuration.concurrentCalls(),
                Duration.ofMillis(configuration.readCallMillis()),
                Duration.ofMillis(configuration.writeCallMillis()),
                Duration.ofMillis(configuration.finishCallMillis()));
    }
}

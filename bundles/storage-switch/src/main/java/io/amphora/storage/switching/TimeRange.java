package io.amphora.storage.switching;

import java.time.Duration;

/** What a time in the settings may be. */
record TimeRange(Duration least, Duration most) {

    /** Up to ten minutes. */
    static TimeRange upToMinutes(Duration least) {
        return new TimeRange(least, Duration.ofMinutes(10));
    }

    void check(String key, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + ": " + value.toMillis() + " is not within " + least.toMillis() + " and " + most.toMillis());
        }
    }
}

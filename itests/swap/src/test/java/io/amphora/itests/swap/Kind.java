package io.amphora.itests.swap;

import java.time.Duration;

/** What is replaced while clients push and pull. */
enum Kind {
    USE("driver-use"),
    UPDATE("update driver"),
    REFRESH("refresh driver"),
    RECONFIGURE("reconfigure driver"),
    NEWER("drop newer driver"),
    OLDER("delete newer driver"),
    CORE("update core"),
    HTTP("update http");

    /** How long the registry lets requests go on before it replaces one of its services; later ones wait meanwhile. */
    static final Duration DRAIN = Duration.ofSeconds(4);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** Whether requests that take longer than the drain time may be cut. */
    boolean cuts() {
        return this == CORE || this == HTTP;
    }

    /** How long 99 of 100 requests that meet it may wait. */
    Duration mostP99() {
        if (cuts()) {
            return DRAIN.plusMillis(500);
        }
        return Duration.ofMillis(this == USE ? 250 : 500);
    }

    /** How long any request that meets it may wait. */
    Duration mostWait() {
        return cuts() ? DRAIN.plus(LONGEST_WAIT) : LONGEST_WAIT;
    }

    @Override
    public String toString() {
        return title;
    }
}

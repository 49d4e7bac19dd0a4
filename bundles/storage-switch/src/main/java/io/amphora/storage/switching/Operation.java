package io.amphora.storage.switching;

import java.time.Duration;
import java.util.Locale;

/** What can be asked of a driver; each has one of three time limits. */
enum Operation {
    GET(Limit.READ),
    STAT(Limit.READ),
    LIST(Limit.READ),
    READ(Limit.READ),
    REDIRECT(Limit.READ),
    PUT(Limit.WRITE),
    CREATE(Limit.WRITE),
    REPLACE(Limit.WRITE),
    WRITE(Limit.WRITE),
    RESUME(Limit.WRITE),
    CLOSE(Limit.WRITE),
    CHECKPOINT(Limit.FINISH),
    COMMIT(Limit.FINISH),
    CANCEL(Limit.FINISH),
    MOVE(Limit.FINISH),
    DELETE(Limit.FINISH);

    private final Limit limit;

    Operation(Limit limit) {
        this.limit = limit;
    }

    Duration limit(CallLimits limits) {
        return switch (limit) {
            case READ -> limits.readTime();
            case WRITE -> limits.writeTime();
            case FINISH -> limits.finishTime();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private enum Limit {
        /** Looks something up, or reads a piece. */
        READ,
        /** Writes something small, or a piece. */
        WRITE,
        /** May take as long as the content is large. */
        FINISH
    }
}

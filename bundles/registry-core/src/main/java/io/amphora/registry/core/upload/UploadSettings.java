package io.amphora.registry.core.upload;

import java.time.Duration;

/**
 * What an administrator says about uploads.
 *
 * @param checkpointBytes after how many bytes a running request makes them durable
 * @param ghostWait how long a request waits for another one of the same upload
 * @param tokenPrefix the provider that issues tokens, by the first character of these; empty for the only one
 */
public record UploadSettings(long checkpointBytes, Duration ghostWait, String tokenPrefix) {

    /** The checkpoint interval unless another is set. */
    public static final long CHECKPOINT_BYTES = 64L * 1024 * 1024;

    /** The wait for an earlier request unless another is set. */
    public static final long GHOST_WAIT_MILLIS = 2000;

    /** The longest wait that can be set: a thread waits so long. */
    public static final long MAX_GHOST_WAIT_MILLIS = 60_000;

    /** Refuses what is out of range. */
    public UploadSettings {
        if (checkpointBytes < 1) {
            throw new IllegalArgumentException("checkpointBytes must be at least 1: " + checkpointBytes);
        }
        if (ghostWait.isNegative() || ghostWait.toMillis() > MAX_GHOST_WAIT_MILLIS) {
            throw new IllegalArgumentException(
                    "ghostWaitMillis must be from 0 to " + MAX_GHOST_WAIT_MILLIS + ": " + ghostWait.toMillis());
        }
        if (tokenPrefix.length() > 1) {
            throw new IllegalArgumentException("tokenPrefix must be one character or none: '" + tokenPrefix + "'");
        }
    }

    /** What holds unless something else is set. */
    public static UploadSettings defaults() {
        return new UploadSettings(CHECKPOINT_BYTES, Duration.ofMillis(GHOST_WAIT_MILLIS), "");
    }
}

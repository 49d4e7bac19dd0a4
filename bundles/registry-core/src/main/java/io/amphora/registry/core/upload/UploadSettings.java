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

    /** Refuses what is out of range. */
    public UploadSettings {
        if (checkpointBytes < 1) {
            throw new IllegalArgumentException("checkpointBytes must be at least 1: " + checkpointBytes);
        }
        if (ghostWait.isNegative()) {
            throw new IllegalArgumentException("ghostWaitMillis must not be negative: " + ghostWait.toMillis());
        }
        if (tokenPrefix.length() > 1) {
            throw new IllegalArgumentException("tokenPrefix must be one character or none: '" + tokenPrefix + "'");
        }
    }
}

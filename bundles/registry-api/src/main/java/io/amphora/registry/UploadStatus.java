package io.amphora.registry;

import java.time.Instant;

/**
 * How far an upload is.
 *
 * @param reference where it goes on: {@link #received} is its offset
 * @param received how many bytes the registry has, and need not be sent again
 * @param startedAt when it began
 */
public record UploadStatus(UploadReference reference, long received, Instant startedAt) {}

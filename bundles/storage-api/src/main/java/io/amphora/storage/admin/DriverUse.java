package io.amphora.storage.admin;

import java.time.Instant;

/**
 * One use of a driver: an operation, a reader, a writer, or a call.
 *
 * @param what what is done, with the path, such as {@code read /docker/registry/v2/blobs/…}
 * @param since when it began
 */
public record DriverUse(String what, Instant since) {}

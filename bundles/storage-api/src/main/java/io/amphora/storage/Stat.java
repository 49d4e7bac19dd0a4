package io.amphora.storage;

import java.time.Instant;

/**
 * What has a path.
 *
 * @param directory whether it is a directory; where a store has none, a path with something below it
 * @param size in bytes, 0 for a directory
 * @param modified when it last changed by the store's clock; for a directory of an object store any time
 */
public record Stat(boolean directory, long size, Instant modified) {}

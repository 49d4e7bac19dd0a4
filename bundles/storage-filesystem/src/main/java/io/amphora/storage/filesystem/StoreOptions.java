package io.amphora.storage.filesystem;

import java.nio.file.Path;

/**
 * What a driver is opened with.
 *
 * @param name of the store
 * @param root its directory
 * @param allowNetwork whether that may lie on a network file system
 * @param listIndexBytes how much memory lists may keep, in bytes; 0 for none
 */
record StoreOptions(String name, Path root, boolean allowNetwork, long listIndexBytes) {

    static final long LIST_INDEX_BYTES = 32L * 1024 * 1024;

    /** Names are packed in one array. */
    static final long MOST_LIST_INDEX_BYTES = 1024L * 1024 * 1024;

    StoreOptions {
        if (listIndexBytes < 0 || listIndexBytes > MOST_LIST_INDEX_BYTES) {
            throw new IllegalArgumentException(
                    "'listIndexBytes' must be 0 to " + MOST_LIST_INDEX_BYTES + ": " + listIndexBytes);
        }
    }
}

package io.amphora.storage.memory;

import io.amphora.storage.StorageDriver;

/** Opens memory drivers without a container; lives beside them because they export nothing. */
public final class MemoryDrivers {

    private MemoryDrivers() {}

    /** A driver over an empty store. */
    public static StorageDriver open() {
        return open(1L << 30);
    }

    /** A driver over an empty store with room for so many bytes. */
    public static StorageDriver open(long maxBytes) {
        return new MemoryDriver(new MemoryStore("memory", maxBytes));
    }
}

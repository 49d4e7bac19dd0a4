package io.amphora.storage.memory;

import io.amphora.storage.StorageDriver;

/** Opens memory drivers without a container; lives beside them because they export nothing. */
public final class MemoryDrivers {

    private MemoryDrivers() {}

    /** A driver over an empty store. */
    public static StorageDriver open() {
        return new MemoryDriver(new MemoryStore("memory", 1L << 30));
    }
}

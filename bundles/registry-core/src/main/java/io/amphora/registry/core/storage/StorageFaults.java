package io.amphora.registry.core.storage;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.lease.StorageUnavailableException;
import java.io.IOException;

/** What a fault of storage is to the registry's callers. */
public final class StorageFaults {

    private StorageFaults() {}

    /** The registry's fault for what storage threw, with it as cause; the registry's own pass through. */
    public static RegistryException of(IOException fault) {
        if (fault instanceof RegistryException ours) {
            return ours;
        }
        if (fault instanceof StorageFullException) {
            return new RegistryException(ErrorCode.STORAGE_FULL, fault);
        }
        if (fault instanceof StorageUnavailableException || fault instanceof DriverUnavailableException) {
            return new RegistryException(ErrorCode.UNAVAILABLE, fault);
        }
        return new RegistryException(ErrorCode.UNKNOWN, fault);
    }
}

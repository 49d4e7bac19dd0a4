package io.amphora.storage.lease;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;

/**
 * A call was given up: it took too long, too many run already, or the driver went away and none over the same store came.
 * What it did is unknown. A buffer that was given to it may still be in use by the driver: let it go, do not reuse it.
 */
public final class DriverUnavailableException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** As {@link StorageException}. */
    public DriverUnavailableException(String driver, StoragePath path, String fact) {
        super(driver, path, fact);
    }
}

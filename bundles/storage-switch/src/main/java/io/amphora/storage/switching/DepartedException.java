package io.amphora.storage.switching;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;

/** A call was not begun, because its driver is going away. */
final class DepartedException extends StorageException {

    private static final long serialVersionUID = 1L;

    DepartedException(String driver, StoragePath path) {
        super(driver, path, "the driver is going away");
    }
}

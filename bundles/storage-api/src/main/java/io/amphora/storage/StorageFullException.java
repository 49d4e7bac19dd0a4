package io.amphora.storage;

/** The store has no room left, or no right to take more. */
public final class StorageFullException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a driver.
     *
     * @param driver the instance's name
     * @param path what the call was about
     */
    public StorageFullException(String driver, StoragePath path) {
        super(driver, path, "no space left");
    }

    /** The same, with what the store said. */
    public StorageFullException(String driver, StoragePath path, Throwable cause) {
        super(driver, path, "no space left", cause);
    }
}

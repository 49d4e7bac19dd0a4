package io.amphora.storage;

/** Nothing has that path. */
public final class PathNotFoundException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a driver.
     *
     * @param driver the instance's name
     * @param path what the call was about
     */
    public PathNotFoundException(String driver, StoragePath path) {
        super(driver, path, "not found");
    }

    /** The same, with what the store said. */
    public PathNotFoundException(String driver, StoragePath path, Throwable cause) {
        super(driver, path, "not found", cause);
    }
}

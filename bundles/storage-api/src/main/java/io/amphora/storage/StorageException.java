package io.amphora.storage;

import java.io.IOException;

/** A call to a store failed. Says which driver, which path, and what; the cause is what the store said. */
public class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String driver;
    private final String path;

    /**
     * A fault of a driver.
     *
     * @param driver the instance's name
     * @param path what the call was about
     * @param fact what is wrong, without driver and path
     */
    public StorageException(String driver, StoragePath path, String fact) {
        super(driver + ": " + path + ": " + fact);
        this.driver = driver;
        this.path = path.toString();
    }

    /** The same, with what the store said. */
    public StorageException(String driver, StoragePath path, String fact, Throwable cause) {
        super(driver + ": " + path + ": " + fact + ": " + cause.getMessage(), cause);
        this.driver = driver;
        this.path = path.toString();
    }

    /** The name of the driver instance. */
    public String driver() {
        return driver;
    }

    /** What the call was about. */
    public StoragePath path() {
        return StoragePath.parse(path);
    }
}

package io.amphora.storage;

/** Another writer holds the content, or took it over. */
public final class WriterConflictException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a driver.
     *
     * @param driver the instance's name
     * @param path what the call was about
     */
    public WriterConflictException(String driver, StoragePath path) {
        super(driver, path, "another writer has it");
    }

    /** The same, with what the store said. */
    public WriterConflictException(String driver, StoragePath path, Throwable cause) {
        super(driver, path, "another writer has it", cause);
    }
}

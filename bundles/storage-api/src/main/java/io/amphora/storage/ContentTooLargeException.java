package io.amphora.storage;

/** A content was to be read whole and is larger than the caller takes. */
public final class ContentTooLargeException extends StorageException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a driver.
     *
     * @param driver the instance's name
     * @param path what was to be read
     * @param limit the most bytes that the caller takes
     */
    public ContentTooLargeException(String driver, StoragePath path, int limit) {
        super(driver, path, "more than " + limit + " bytes");
    }
}

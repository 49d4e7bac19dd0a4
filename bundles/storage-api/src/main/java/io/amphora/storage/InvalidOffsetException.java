package io.amphora.storage;

/** A negative offset. */
public final class InvalidOffsetException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * A fault of the caller.
     *
     * @param driver the instance's name
     * @param path what was to be read
     * @param offset where, in bytes
     */
    public InvalidOffsetException(String driver, StoragePath path, long offset) {
        super(driver, path, "offset " + offset);
        this.offset = offset;
    }

    /** The offset, in bytes. */
    public long offset() {
        return offset;
    }
}

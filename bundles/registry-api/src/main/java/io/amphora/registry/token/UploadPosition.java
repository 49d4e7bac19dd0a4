package io.amphora.registry.token;

/**
 * A place in an upload.
 *
 * @param offset how many bytes lie before it, not negative
 * @param record the name of the record that ends there, of {@code [A-Za-z0-9._-]}, at most {@value #MAX_RECORD} characters;
 *     empty at offset 0
 */
public record UploadPosition(long offset, String record) {

    /** The longest name of a record, in characters. */
    public static final int MAX_RECORD = 64;

    /** Refuses what is out of range. */
    public UploadPosition {
        if (offset < 0 || record.length() > MAX_RECORD) {
            throw new IllegalArgumentException("upload position " + offset + " " + record);
        }
    }
}

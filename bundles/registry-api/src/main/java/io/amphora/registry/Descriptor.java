package io.amphora.registry;

/**
 * What content is: OCI image specification, "descriptor".
 *
 * @param mediaType its type, without parameters
 * @param digest its name
 * @param size in bytes, not negative
 */
public record Descriptor(String mediaType, Digest digest, long size) {

    /** Refuses a negative size. */
    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a negative size");
        }
    }
}

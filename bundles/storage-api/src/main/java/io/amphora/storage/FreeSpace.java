package io.amphora.storage;

import org.osgi.annotation.versioning.ConsumerType;

/** An ability of some drivers: telling how much room is left. */
@ConsumerType
public interface FreeSpace {

    /** How many bytes can still be written, as far as the store knows. */
    long freeBytes() throws StorageException;
}

package io.amphora.storage;

import org.osgi.annotation.versioning.ConsumerType;

/** An ability of some drivers: replacing a small content only if it still is what the caller saw. */
@ConsumerType
public interface CompareAndSet {

    /**
     * Replaces a content if its bytes are the expected ones, durably; of racing callers that expect the same, exactly one
     * succeeds. Only calls of this method exclude each other: a put, create, move, commit or delete of the same path at the
     * same time may come between the comparison and the replacement, and be lost.
     *
     * @return whether it was replaced
     * @throws PathNotFoundException if no content has that path
     */
    boolean replace(StoragePath path, byte[] expected, byte[] content) throws StorageException;
}

package io.amphora.registry.core.upload;

import io.amphora.registry.RegistryException;
import io.amphora.registry.core.storage.StorageFaults;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.util.List;

/**
 * A writer of an upload's bytes, with the lease that it was opened through. What names its bytes is written through the
 * same driver instance: once that is closed somebody else may have the right to write, and nothing can name the bytes any
 * more.
 */
final class UploadWriter {

    private final UploadFiles files;
    private final StorageLease lease;
    private final StorageWriter bytes;

    UploadWriter(UploadFiles files, StorageLease lease, StorageWriter bytes) {
        this.files = files;
        this.lease = lease;
        this.bytes = bytes;
    }

    StorageWriter bytes() {
        return bytes;
    }

    /** Adds a record of these bytes to the chain; false if another one has its place. */
    boolean create(long start, UploadRecord entry) throws RegistryException {
        try {
            return lease.driver().create(files.path(RecordName.record(start)), RecordFormat.write(entry));
        } catch (StorageException e) {
            throw StorageFaults.of(e);
        }
    }

    /** Writes a checkpoint of these bytes, over their last one. */
    void put(RecordName checkpoint, UploadRecord entry) throws RegistryException {
        try {
            lease.driver().put(files.path(checkpoint), RecordFormat.write(entry));
        } catch (StorageException e) {
            throw StorageFaults.of(e);
        }
    }

    /** Removes checkpoints that name these bytes. */
    void delete(List<RecordName> checkpoints) throws RegistryException {
        if (checkpoints.isEmpty()) {
            return;
        }
        try {
            lease.driver().delete(checkpoints.stream().map(files::path).toList());
        } catch (StorageException e) {
            throw StorageFaults.of(e);
        }
    }

    /** Gives back what it holds, any number of times; what the writer could say to that is of no use any more. */
    void close() {
        try (lease) {
            bytes.close();
        } catch (IOException ignored) {
            // The bytes are garbage that goes with the upload.
        }
    }
}

package io.amphora.storage.filesystem;

import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The file of one unfinished content. Its name is random and never used again. The lock file beside it is deleted only
 * after it: whoever locks a left-over lock file finds no data.
 *
 * @param path what it belongs to
 * @param data where its bytes are
 */
record UnfinishedFile(StoragePath path, Path data) {

    String id() {
        return data.getFileName().toString();
    }

    Path directory() {
        return data.getParent();
    }

    Path lockFile() {
        return data.resolveSibling(id() + ".lock");
    }

    /** Deletes what there is of it. For the holder of the lock. */
    void delete(Disk disk) throws IOException {
        disk.delete(data);
        disk.delete(lockFile());
        disk.deleteIfEmpty(directory());
    }
}

package io.amphora.storage.filesystem;

import io.amphora.storage.StorageDriver;
import java.io.IOException;
import java.nio.file.Path;

/** Opens filesystem drivers without a container; lives beside them because they export nothing. */
public final class FilesystemDrivers {

    private FilesystemDrivers() {}

    /** A driver over a directory. */
    public static StorageDriver open(Path root) throws IOException {
        return FilesystemDriver.open("directory", root, true, (change, path) -> {});
    }
}

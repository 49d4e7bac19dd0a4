package io.amphora.storage.filesystem;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns what the file system says into the errors of the SPI. */
final class Faults {

    /** Less room than this means that the disk is full, whatever words the system has for it in its language. */
    private static final long FULL_BELOW = 64 * 1024;

    private final String driver;
    private final Tree tree;
    private final Room room;

    /** How many bytes can still be written. */
    @FunctionalInterface
    interface Room {
        long bytes() throws IOException;
    }

    Faults(String driver, Tree tree) {
        this(driver, tree, () -> Files.getFileStore(tree.root()).getUsableSpace());
    }

    Faults(String driver, Tree tree, Room room) {
        this.driver = driver;
        this.tree = tree;
        this.room = room;
    }

    /** What failed may have needed room. */
    StorageException ofChange(StoragePath path, IOException cause) {
        boolean unexplained = !(cause instanceof StorageException) && !isMissing(path, cause);
        return unexplained && isFull(cause) ? new StorageFullException(driver, path, cause) : ofLook(path, cause);
    }

    /** What failed needed no room. A miss in a store that is gone, such as an unmounted one, is none. */
    StorageException ofLook(StoragePath path, IOException cause) {
        boolean missing = isMissing(path, cause);
        if (missing && !tree.isThere()) {
            return new StorageException(driver, path, "the store's root " + tree.root() + " is gone", cause);
        }
        if (cause instanceof StorageException known) {
            return known;
        }
        if (missing) {
            return new PathNotFoundException(driver, path, cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new StorageException(driver, path, "permission denied", cause);
        }
        return new StorageException(driver, path, "the file system failed", cause);
    }

    private boolean isMissing(StoragePath path, IOException cause) {
        if (cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException
                || cause instanceof PathNotFoundException) {
            return true;
        }
        return cause.getClass() == FileSystemException.class && liesBelowContent(tree.file(path));
    }

    private boolean liesBelowContent(Path file) {
        @Nullable Path up = file.getParent();
        while (up != null && up.startsWith(tree.root())) {
            if (Files.isRegularFile(up)) {
                return true;
            }
            up = up.getParent();
        }
        return false;
    }

    private boolean isFull(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return room.bytes() < FULL_BELOW;
        } catch (IOException unknown) {
            return false;
        }
    }
}

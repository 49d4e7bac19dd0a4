package io.amphora.storage.switching;

import io.amphora.storage.OpenFile;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file that a driver gave away: nothing of the driver is in use any more, so it may go. */
final class DetachedReader implements StorageReader, OpenFile {

    private final String driver;
    private final StoragePath path;

    /** Null once it is closed or given away. */
    private volatile @Nullable FileChannel file;

    DetachedReader(String driver, StoragePath path, FileChannel file) {
        this.driver = driver;
        this.path = path;
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        FileChannel from = file;
        if (from == null) {
            throw new ClosedChannelException();
        }
        try {
            return from.read(target);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(driver, path, "cannot be read", e);
        }
    }

    @Override
    public synchronized Optional<FileChannel> takeFile() {
        Optional<FileChannel> taken = Optional.ofNullable(file);
        file = null;
        return taken;
    }

    @Override
    public boolean isOpen() {
        return file != null;
    }

    @Override
    public synchronized void close() throws StorageException {
        FileChannel closing = file;
        file = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                throw new StorageException(driver, path, "does not close", e);
            }
        }
    }
}

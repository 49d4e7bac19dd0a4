package io.amphora.storage.filesystem;

import io.amphora.storage.OpenFile;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the file that had the path when it was opened; one that replaces it is another file. */
final class FilesystemReader implements StorageReader, OpenFile {

    private final Consumer<FilesystemReader> closed;
    private final Function<IOException, StorageException> faults;

    /** Null once it is closed or given away. */
    private volatile @Nullable FileChannel channel;

    private long position;

    FilesystemReader(
            FileChannel channel,
            long position,
            Consumer<FilesystemReader> closed,
            Function<IOException, StorageException> faults) {
        this.channel = channel;
        this.position = position;
        this.closed = closed;
        this.faults = faults;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        FileChannel from = channel;
        if (from == null) {
            throw new ClosedChannelException();
        }
        try {
            int count = from.read(target, position);
            position += Math.max(count, 0);
            return count;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw faults.apply(e);
        }
    }

    @Override
    public synchronized Optional<FileChannel> takeFile() throws StorageException {
        FileChannel taken = channel;
        if (taken == null) {
            return Optional.empty();
        }
        try {
            taken.position(position);
        } catch (IOException e) {
            throw faults.apply(e);
        }
        channel = null;
        closed.accept(this);
        return Optional.of(taken);
    }

    @Override
    public boolean isOpen() {
        return channel != null;
    }

    @Override
    public synchronized void close() throws StorageException {
        FileChannel closing = channel;
        if (closing == null) {
            return;
        }
        channel = null;
        closed.accept(this);
        try {
            closing.close();
        } catch (IOException e) {
            throw faults.apply(e);
        }
    }
}

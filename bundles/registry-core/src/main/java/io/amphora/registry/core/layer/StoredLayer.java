package io.amphora.registry.core.layer;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.storage.StorageFaults;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a content whose size was looked up when this was made: exactly so many bytes, or an error. Opened by the first
 * read, and again by the first read after a move. A content that was missing from the start reads as empty.
 */
final class StoredLayer implements Layer {

    private final LeasedStorage storage;
    private final Digest digest;
    private final StoragePath path;
    private final long size;

    private @Nullable StorageReader reader;
    private long readerPosition;
    private long position;
    private boolean open = true;

    private StoredLayer(LeasedStorage storage, Digest digest, StoragePath path, long size) {
        this.storage = storage;
        this.digest = digest;
        this.path = path;
        this.size = size;
    }

    /** A layer over what has the path; over nothing if nothing has it. */
    static StoredLayer at(StoragePath path, Digest digest, LeasedStorage storage) throws RegistryException {
        return new StoredLayer(storage, digest, path, size(path, storage).orElse(0L));
    }

    /** A layer over what has the path; empty if nothing has it. */
    static Optional<StoredLayer> find(StoragePath path, Digest digest, LeasedStorage storage) throws RegistryException {
        return size(path, storage).map(size -> new StoredLayer(storage, digest, path, size));
    }

    private static Optional<Long> size(StoragePath path, LeasedStorage storage) throws RegistryException {
        return storage.call(lease -> {
            try {
                Stat stat = lease.driver().stat(path);
                return stat.directory() ? Optional.empty() : Optional.of(stat.size());
            } catch (PathNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        if (position >= size) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + (size - position)));
        try {
            int count = reader().read(target);
            if (count < 0) {
                throw new IOException(path + " ends at " + position + " of " + size + " bytes");
            }
            if (position + count == size) {
                checkEnd();
            }
            position += count;
            readerPosition = position;
            return count;
        } catch (IOException e) {
            closeReader();
            throw StorageFaults.of(e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long position() throws IOException {
        checkOpen();
        return position;
    }

    @Override
    public Layer position(long newPosition) throws IOException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return size;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public Layer truncate(long newSize) throws IOException {
        checkOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        closeReader();
    }

    /** Looks whether the content ends with the bytes just read: a part of it shall not be taken for the whole. */
    private void checkEnd() throws IOException {
        if (reader().read(ByteBuffer.allocate(1)) >= 0) {
            throw new IOException(path + " goes on after " + size + " bytes");
        }
    }

    private StorageReader reader() throws RegistryException {
        StorageReader current = reader;
        if (current != null && readerPosition == position) {
            return current;
        }
        closeReader();
        StorageReader opened = storage.call(lease -> {
            try {
                return lease.driver().read(path, position);
            } catch (PathNotFoundException vanished) {
                throw new RegistryException(ErrorCode.BLOB_UNKNOWN, vanished);
            }
        });
        reader = opened;
        readerPosition = position;
        return opened;
    }

    private void closeReader() throws RegistryException {
        StorageReader current = reader;
        reader = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (StorageException e) {
            throw StorageFaults.of(e);
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}

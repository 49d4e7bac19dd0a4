package ${package};

import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.InvalidOffsetException;
import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.util.Collection;

/** One instance over a store, called from any number of threads. Closing it ends its readers and writers. */
final class MapDriver implements StorageDriver, FreeSpace, AutoCloseable {

    final MapStore store;
    private volatile boolean closed;

    MapDriver(MapStore store) {
        this.store = store;
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        checkContent(path);
        byte[] bytes = store.content(path).bytes();
        if (bytes.length > limit) {
            throw new ContentTooLargeException(store.name, path, limit);
        }
        return bytes.clone();
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        checkContent(path);
        store.put(path, content.clone());
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        checkContent(path);
        return store.create(path, content.clone());
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        checkContent(path);
        if (offset < 0) {
            throw new InvalidOffsetException(store.name, path, offset);
        }
        return new MapReader(this, store.content(path).bytes(), offset);
    }

    /** The target does not matter here: publishing a draft under any path costs the same. */
    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        checkContent(path);
        checkContent(target);
        return MapWriter.begin(this, path);
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        checkContent(path);
        return MapWriter.resume(this, path, mark);
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        checkOpen(path);
        return store.stat(path);
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " names");
        }
        checkOpen(directory);
        return store.list(directory, after, limit);
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        checkContent(from);
        checkContent(to);
        store.move(from, to);
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        for (StoragePath path : paths) {
            checkContent(path);
        }
        store.delete(paths);
    }

    @Override
    public long freeBytes() throws StorageException {
        checkOpen(StoragePath.ROOT);
        return store.freeBytes();
    }

    @Override
    public void close() {
        synchronized (store) {
            closed = true;
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void checkContent(StoragePath path) throws StorageException {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the root is no content");
        }
        checkOpen(path);
    }

    private void checkOpen(StoragePath path) throws StorageException {
        if (closed) {
            throw new StorageException(store.name, path, "the driver is not active");
        }
    }
}

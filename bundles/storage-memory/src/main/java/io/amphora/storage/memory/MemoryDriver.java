package io.amphora.storage.memory;

import io.amphora.storage.CompareAndSet;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One instance over a store in the heap. Closing it ends its readers and writers; the store stays to others. */
final class MemoryDriver implements StorageDriver, CompareAndSet, FreeSpace, AutoCloseable {

    private final MemoryStore store;
    private final Set<MemoryReader> readers = ConcurrentHashMap.newKeySet();
    private final Set<MemoryWriter> writers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MemoryDriver(MemoryStore store) {
        this.store = store;
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        check(path);
        Content content = store.content(path);
        if (content.size() > limit) {
            throw new ContentTooLargeException(store.name(), path, limit);
        }
        return content.bytes().toBytes();
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        check(path);
        store.put(path, content);
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        check(path);
        return store.create(path, content);
    }

    @Override
    public boolean replace(StoragePath path, byte[] expected, byte[] content) throws StorageException {
        check(path);
        return store.replace(path, expected, content);
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        check(path);
        if (offset < 0) {
            throw new InvalidOffsetException(store.name(), path, offset);
        }
        MemoryReader reader = new MemoryReader(store.content(path).bytes(), offset, readers::remove);
        readers.add(reader);
        if (closed) {
            reader.close();
        }
        return reader;
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        check(path);
        check(target);
        return open(store.begin(path), 0);
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        check(path);
        return open(store.take(path, mark), mark.offset());
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
        check(from);
        check(to);
        store.move(from, to);
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        for (StoragePath path : paths) {
            check(path);
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
        closed = true;
        readers.forEach(MemoryReader::close);
        writers.forEach(MemoryWriter::close);
    }

    private MemoryWriter open(Unfinished content, long offset) {
        MemoryWriter writer = new MemoryWriter(store, content, offset, writers::remove);
        writers.add(writer);
        if (closed) {
            writer.close();
        }
        return writer;
    }

    private void check(StoragePath path) throws StorageException {
        Paths.check(path);
        checkOpen(path);
    }

    private void checkOpen(StoragePath path) throws StorageException {
        if (closed) {
            throw new StorageException(store.name(), path, "the driver is not active");
        }
    }
}

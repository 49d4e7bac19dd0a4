package io.amphora.storage.switching;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.Mark;
import io.amphora.storage.OpenFile;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** As much of a driver as the switch looks at. What it does not need is refused. */
final class TinyDriver implements StorageDriver, CompareAndSet {

    final Map<StoragePath, byte[]> contents;
    volatile boolean broken;
    volatile boolean refusesWrites;
    volatile Optional<Error> error = Optional.empty();
    volatile Optional<Path> file = Optional.empty();
    volatile Optional<CountDownLatch> hang = Optional.empty();

    TinyDriver() {
        this(new ConcurrentHashMap<>());
    }

    /** One over the same store as others. */
    TinyDriver(Map<StoragePath, byte[]> contents) {
        this.contents = contents;
    }

    static TinyDriver over(String store) {
        TinyDriver driver = new TinyDriver();
        driver.contents.put(StoreId.PATH, store.getBytes(StandardCharsets.US_ASCII));
        return driver;
    }

    String storeText() {
        return new String(contents.get(StoreId.PATH), StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        check(path);
        byte[] content = contents.get(path);
        if (content == null) {
            throw new PathNotFoundException("tiny", path);
        }
        if (content.length > limit) {
            throw new ContentTooLargeException("tiny", path, limit);
        }
        return content;
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        check(path);
        if (refusesWrites) {
            throw new StorageException("tiny", path, "the store is read-only");
        }
        contents.put(path, content);
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        check(path);
        byte[] there = contents.putIfAbsent(path, content);
        return there == null || Arrays.equals(there, content);
    }

    @Override
    public boolean replace(StoragePath path, byte[] expected, byte[] content) {
        return false;
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        get(path, Integer.MAX_VALUE);
        return file.isPresent() ? new FileReader(file.get()) : new EmptyReader();
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) {
        return new CountingWriter();
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) {
        return new CountingWriter();
    }

    @Override
    public Stat stat(StoragePath path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(StoragePath from, StoragePath to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<StoragePath> paths) {
        paths.forEach(contents::remove);
    }

    private void check(StoragePath path) throws StorageException {
        if (hang.isPresent()) {
            try {
                hang.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StorageException("tiny", path, "interrupted", e);
            }
        }
        if (error.isPresent()) {
            throw error.get();
        }
        if (broken) {
            throw new StorageException("tiny", path, "the disk is on fire");
        }
    }

    private static final class EmptyReader implements StorageReader {
        private boolean open = true;

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class FileReader implements StorageReader, OpenFile {
        private final Path path;
        private boolean open = true;

        FileReader(Path path) {
            this.path = path;
        }

        @Override
        public Optional<FileChannel> takeFile() throws StorageException {
            try {
                FileChannel channel = FileChannel.open(path);
                open = false;
                return Optional.of(channel);
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class CountingWriter implements StorageWriter {
        private long offset;
        private boolean open = true;

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            offset += length;
            return length;
        }

        @Override
        public Mark checkpoint() {
            return new Mark(offset, new byte[0]);
        }

        @Override
        public void commit(StoragePath target) {
            open = false;
        }

        @Override
        public void cancel() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}

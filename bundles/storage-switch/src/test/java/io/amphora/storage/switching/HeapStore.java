package io.amphora.storage.switching;

import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes that outlive the drivers over them, as a directory's do. Counts what drivers read of contents. */
final class HeapStore {

    final Map<StoragePath, byte[]> contents = new ConcurrentHashMap<>();
    final Map<String, byte[]> unfinished = new ConcurrentHashMap<>();
    final AtomicInteger contentReads = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();

    HeapStore(String store) {
        contents.put(StoreId.PATH, store.getBytes(StandardCharsets.US_ASCII));
    }

    Driver driver() {
        return new Driver();
    }

    /** One driver over the store; fails after its end, and so do its readers and writers. */
    final class Driver implements StorageDriver, Closeable {

        private volatile boolean closed;

        @Override
        public byte[] get(StoragePath path, int limit) throws StorageException {
            return content(path);
        }

        @Override
        public void put(StoragePath path, byte[] content) throws StorageException {
            check(path);
            contents.put(path, content);
        }

        @Override
        public boolean create(StoragePath path, byte[] content) throws StorageException {
            check(path);
            byte[] there = contents.putIfAbsent(path, content);
            return there == null || Arrays.equals(there, content);
        }

        @Override
        public StorageReader read(StoragePath path, long offset) throws StorageException {
            contentReads.incrementAndGet();
            byte[] content = content(path);
            ByteBuffer left = ByteBuffer.wrap(content, (int) offset, content.length - (int) offset);
            return new Reader(this, path, left);
        }

        @Override
        public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
            check(path);
            return new Writer(this, path, "w" + ids.incrementAndGet(), new byte[0]);
        }

        @Override
        public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
            check(path);
            String id = new String(mark.state(), StandardCharsets.US_ASCII);
            byte[] written = unfinished.get(id);
            if (written == null || written.length < mark.offset()) {
                throw new PathNotFoundException("heap", path);
            }
            return new Writer(this, path, id, Arrays.copyOf(written, (int) mark.offset()));
        }

        @Override
        public Stat stat(StoragePath path) throws StorageException {
            return new Stat(false, content(path).length, Instant.EPOCH);
        }

        @Override
        public Page list(StoragePath directory, String after, int limit) throws StorageException {
            check(directory);
            String prefix = directory + "/";
            List<String> names = contents.keySet().stream()
                    .map(StoragePath::toString)
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()).split("/")[0])
                    .filter(name -> name.compareTo(after) > 0)
                    .distinct()
                    .sorted()
                    .toList();
            return new Page(names.subList(0, Math.min(limit, names.size())), names.size() > limit);
        }

        @Override
        public void move(StoragePath from, StoragePath to) throws StorageException {
            byte[] content = content(from);
            contents.put(to, content);
            if (!from.equals(to)) {
                contents.remove(from);
            }
        }

        @Override
        public void delete(Collection<StoragePath> paths) throws StorageException {
            for (StoragePath path : paths) {
                check(path);
                contents.keySet()
                        .removeIf(
                                other -> other.equals(path) || other.toString().startsWith(path + "/"));
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        private byte[] content(StoragePath path) throws StorageException {
            check(path);
            byte[] content = contents.get(path);
            if (content == null) {
                throw new PathNotFoundException("heap", path);
            }
            return content;
        }

        private void check(StoragePath path) throws StorageException {
            if (closed) {
                throw new StorageException("heap", path, "the driver is closed");
            }
        }
    }

    private record Reader(Driver driver, StoragePath path, ByteBuffer left) implements StorageReader {

        @Override
        public int read(ByteBuffer target) throws StorageException {
            driver.check(path);
            if (!left.hasRemaining()) {
                return -1;
            }
            int count = Math.min(left.remaining(), target.remaining());
            target.put(left.slice().limit(count));
            left.position(left.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return !driver.closed;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Writer implements StorageWriter {

        private final Driver driver;
        private final StoragePath path;
        private final String id;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer(Driver driver, StoragePath path, String id, byte[] before) {
            this.driver = driver;
            this.path = path;
            this.id = id;
            bytes.writeBytes(before);
        }

        @Override
        public long offset() {
            return bytes.size();
        }

        @Override
        public int write(ByteBuffer more) throws StorageException {
            driver.check(path);
            byte[] copy = new byte[more.remaining()];
            more.get(copy);
            bytes.writeBytes(copy);
            return copy.length;
        }

        @Override
        public Mark checkpoint() throws StorageException {
            driver.check(path);
            unfinished.put(id, bytes.toByteArray());
            return new Mark(bytes.size(), id.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void commit(StoragePath target) throws StorageException {
            driver.check(path);
            contents.put(target, bytes.toByteArray());
            unfinished.remove(id);
        }

        @Override
        public void cancel() throws StorageException {
            driver.check(path);
            unfinished.remove(id);
        }

        @Override
        public boolean isOpen() {
            return !driver.closed;
        }

        @Override
        public void close() {
            // What has no mark is gone.
        }
    }
}

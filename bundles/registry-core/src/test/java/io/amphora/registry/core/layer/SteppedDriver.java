package io.amphora.registry.core.layer;

import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One process's way to a store that others use too. Each call is two steps, one before and one after it is done; at each
 * the test may look, wait, or crash the process.
 */
final class SteppedDriver implements StorageDriver {

    /** What happens between the calls. */
    interface Steps {

        /** Called before and after each call, which is the name of a method and a path. */
        void at(int step, String call) throws StorageException;
    }

    private final StorageDriver store;
    private final Steps steps;
    private final Set<StorageWriter> open = ConcurrentHashMap.newKeySet();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private int step;
    private boolean crashed;

    SteppedDriver(StorageDriver store, Steps steps) {
        this.store = store;
        this.steps = steps;
    }

    /** Lets everything pass. */
    SteppedDriver(StorageDriver store) {
        this(store, (step, call) -> {});
    }

    /** A process that dies at a step: nothing of it runs any more, and what it had open is closed by the system. */
    static SteppedDriver crashingAt(int fatal, StorageDriver store) {
        return new SteppedDriver(store, (step, call) -> {
            if (step == fatal) {
                throw new StorageException("crashed", StoragePath.ROOT, call);
            }
        });
    }

    /** The calls so far, in order. */
    List<String> calls() {
        return calls;
    }

    boolean hasCrashed() {
        return crashed;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T call(String name, Call<T> call) throws IOException {
        step(name);
        calls.add(name);
        T result = call.run();
        step(name);
        return result;
    }

    private <T> T small(String name, StoragePath path, Call<T> call) throws StorageException {
        try {
            return call(name + " " + path, call);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void step(String name) throws StorageException {
        if (crashed) {
            throw new StorageException("crashed", StoragePath.ROOT, name);
        }
        try {
            steps.at(step++, name);
        } catch (StorageException e) {
            crashed = true;
            for (StorageWriter writer : open) {
                writer.close();
            }
            throw e;
        }
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        return small("get", path, () -> store.get(path, limit));
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        small("put", path, () -> {
            store.put(path, content);
            return true;
        });
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        return small("create", path, () -> store.create(path, content));
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        return small("read", path, () -> store.read(path, offset));
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        return small("write", path, () -> new SteppedWriter(store.write(path, target)));
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        return small("resume", path, () -> new SteppedWriter(store.resume(path, mark)));
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        return small("stat", path, () -> store.stat(path));
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        return small("list", directory, () -> store.list(directory, after, limit));
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        small("move", from, () -> {
            store.move(from, to);
            return true;
        });
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        small("delete", paths.iterator().next(), () -> {
            store.delete(paths);
            return true;
        });
    }

    private final class SteppedWriter implements StorageWriter {

        private final StorageWriter writer;

        SteppedWriter(StorageWriter writer) {
            this.writer = writer;
            open.add(writer);
        }

        @Override
        public long offset() throws IOException {
            return writer.offset();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return call("writer.write", () -> writer.write(bytes));
        }

        @Override
        public Mark checkpoint() throws IOException {
            return call("writer.checkpoint", writer::checkpoint);
        }

        @Override
        public void commit(StoragePath target) throws IOException {
            call("writer.commit", () -> {
                writer.commit(target);
                return true;
            });
        }

        @Override
        public void cancel() throws IOException {
            call("writer.cancel", () -> {
                writer.cancel();
                return true;
            });
        }

        @Override
        public boolean isOpen() {
            return writer.isOpen();
        }

        @Override
        public void close() throws StorageException {
            if (!crashed) {
                writer.close();
                open.remove(writer);
            }
        }
    }
}

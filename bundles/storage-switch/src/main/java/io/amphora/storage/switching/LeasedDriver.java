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
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.switching.DriverCall.Order;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * A driver as its lessee sees it: usable until the lease is closed. Each call goes to the driver of the moment, and to the
 * next one if that went away under it; each reader and writer finds its own way.
 */
final class LeasedDriver implements StorageDriver {

    private final Tenure tenure;

    LeasedDriver(Tenure tenure) {
        this.tenure = tenure;
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        return call(Operation.GET, path, (on, again) -> answers(on, path)
                .content(on.driver().get(path, limit), limit));
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        change(Operation.PUT, path, (on, again) -> on.driver().put(path, content));
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        return call(Operation.CREATE, path, (on, again) -> on.driver().create(path, content));
    }

    /** As {@link CompareAndSet#replace}, for a driver that can. */
    boolean replace(StoragePath path, byte[] expected, byte[] content) throws StorageException {
        return call(Operation.REPLACE, path, (on, again) -> {
            boolean replaced = ability(on, path, CompareAndSet.class).replace(path, expected, content);
            return replaced || again && holds(on, path, content);
        });
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        LeasedReader leased = new LeasedReader(tenure, path, offset);
        Opened opened = call(Operation.READ, path, (on, again) -> opened(on, path, offset));
        return opened.reader() instanceof DetachedReader free
                ? free
                : leased.with(opened.on().hold(leased), opened.reader());
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        return begin(new LeasedWriter(tenure, path, target), path);
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        return begin(new LeasedWriter(tenure, path, path).at(mark), path);
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        return call(Operation.STAT, path, (on, again) -> answers(on, path)
                .stat(on.driver().stat(path)));
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        return call(Operation.LIST, directory, (on, again) -> answers(on, directory)
                .page(on.driver().list(directory, after, limit), after, limit));
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        change(Operation.MOVE, to, (on, again) -> {
            try {
                on.driver().move(from, to);
            } catch (PathNotFoundException e) {
                if (!again || !isThere(on, to)) {
                    throw e;
                }
            }
        });
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        StoragePath first = paths.stream().findFirst().orElse(StoragePath.ROOT);
        change(Operation.DELETE, first, (on, again) -> on.driver().delete(paths));
    }

    /** Makes a call on the driver of the moment, again on the next one if it failed because that has gone. */
    <T> T call(Operation operation, StoragePath path, Question<T> question) throws StorageException {
        boolean again = false;
        while (true) {
            Candidate on = tenure.take(path);
            boolean isRepeat = again;
            try {
                return on.calls().run(new Order<>(operation, path, () -> question.ask(on, isRepeat)));
            } catch (DepartedException e) {
                tenure.release();
            } catch (IOException e) {
                if (!on.calls().hasEnded() || e instanceof DriverUnavailableException) {
                    throw storage(on, path, e);
                }
                again = true;
                tenure.release();
            }
        }
    }

    private void change(Operation operation, StoragePath path, Change change) throws StorageException {
        call(operation, path, (on, again) -> {
            change.make(on, again);
            return true;
        });
    }

    private StorageWriter begin(LeasedWriter writer, StoragePath path) throws StorageException {
        tenure.take(path);
        try {
            return writer.begin();
        } catch (IOException e) {
            throw storage(tenure.last(), path, e);
        }
    }

    /** Opens a reader; if it can give its file away, it does so now, and the driver is not needed for it any more. */
    private static Opened opened(Candidate on, StoragePath path, long offset) throws IOException {
        StorageReader reader = answers(on, path).opened(on.driver().read(path, offset));
        Optional<FileChannel> file = reader instanceof OpenFile open ? open.takeFile() : Optional.empty();
        return new Opened(on, file.isEmpty() ? reader : new DetachedReader(on.name(), path, file.get()));
    }

    private static <T> T ability(Candidate on, StoragePath path, Class<T> type) throws StorageException {
        if (!type.isInstance(on.driver())) {
            throw new StorageException(on.name(), path, "the driver has no " + type.getSimpleName());
        }
        return type.cast(on.driver());
    }

    private static boolean holds(Candidate on, StoragePath path, byte[] content) throws StorageException {
        try {
            return Arrays.equals(on.driver().get(path, content.length), content);
        } catch (PathNotFoundException | ContentTooLargeException e) {
            return false;
        }
    }

    private static boolean isThere(Candidate on, StoragePath path) throws StorageException {
        try {
            return !on.driver().stat(path).directory();
        } catch (PathNotFoundException e) {
            return false;
        }
    }

    private static Answers answers(Candidate on, StoragePath path) {
        return new Answers(on, path);
    }

    private static StorageException storage(Candidate on, StoragePath path, IOException fault) {
        return fault instanceof StorageException ours
                ? ours
                : new StorageException(on.name(), path, "the driver fails", fault);
    }

    /** Asks a driver; {@code again} if the last one may have done it already. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Candidate on, boolean again) throws IOException;
    }

    /** Has a driver do something. */
    @FunctionalInterface
    private interface Change {
        void make(Candidate on, boolean again) throws IOException;
    }

    /** A reader and the driver that opened it; closed if nobody waits for it any more. */
    private record Opened(Candidate on, StorageReader reader) implements AutoCloseable {

        @Override
        public void close() throws StorageException {
            reader.close();
        }
    }
}

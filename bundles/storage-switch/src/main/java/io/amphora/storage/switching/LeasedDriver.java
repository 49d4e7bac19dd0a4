package io.amphora.storage.switching;

import io.amphora.storage.Mark;
import io.amphora.storage.OpenFile;
import io.amphora.storage.Page;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.util.Collection;
import java.util.function.BiFunction;

/**
 * A driver as its lessee sees it: usable until the lease is closed, and giving each reader and writer a hold of its own.
 * Readers and writers are opened here only, so this is where they would be moved to another driver.
 */
final class LeasedDriver implements StorageDriver {

    private final Candidate candidate;
    private final Hold hold;

    LeasedDriver(Candidate candidate, Hold hold) {
        this.candidate = candidate;
        this.hold = hold;
    }

    /** The driver itself, for one call. */
    StorageDriver raw() {
        if (hold.isReleased()) {
            throw new IllegalStateException("the lease on driver " + candidate.name() + " is closed");
        }
        return candidate.driver();
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        return raw().get(path, limit);
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        raw().put(path, content);
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        return raw().create(path, content);
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        return held(driver -> driver.read(path, offset), LeasedDriver::leased);
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        return held(driver -> driver.write(path, target), LeasedWriter::new);
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        return held(driver -> driver.resume(path, mark), LeasedWriter::new);
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        return raw().stat(path);
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        return raw().list(directory, after, limit);
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        raw().move(from, to);
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        raw().delete(paths);
    }

    private static StorageReader leased(StorageReader reader, Hold hold) {
        LeasedReader leased = new LeasedReader(reader, hold);
        return reader instanceof OpenFile file ? new LeasedFileReader(leased, file) : leased;
    }

    /** Opens something that holds the driver until it is closed. */
    private <T> T held(Opening<T> opening, BiFunction<T, Hold, T> wrap) throws StorageException {
        StorageDriver driver = raw();
        Hold own = candidate.hold();
        boolean opened = false;
        try {
            T leased = wrap.apply(opening.open(driver), own);
            opened = true;
            return leased;
        } finally {
            if (!opened) {
                own.release();
            }
        }
    }

    /** What opens a reader or a writer. */
    private interface Opening<T> {
        T open(StorageDriver driver) throws StorageException;
    }
}

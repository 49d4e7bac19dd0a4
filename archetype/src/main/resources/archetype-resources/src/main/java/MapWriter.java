package ${package};

import io.amphora.storage.Mark;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes a draft. A mark holds the draft's id, so that any instance finds it again. Opening a draft takes it away from
 * the writer that had it; each method that changes something asks first whether it still has it, in one step.
 */
final class MapWriter implements StorageWriter {

    private final MapDriver driver;
    private final MapStore store;
    private final String id;
    private final MapStore.Draft draft;
    private int offset;
    private volatile boolean closed;

    private MapWriter(MapDriver driver, String id, MapStore.Draft draft, int offset) {
        this.driver = driver;
        this.store = driver.store;
        this.id = id;
        this.draft = draft;
        this.offset = offset;
    }

    static MapWriter begin(MapDriver driver, StoragePath path) {
        synchronized (driver.store) {
            String id = UUID.randomUUID().toString();
            MapStore.Draft draft = new MapStore.Draft(path);
            driver.store.begin(id, draft);
            return own(new MapWriter(driver, id, draft, 0));
        }
    }

    static MapWriter resume(MapDriver driver, StoragePath path, Mark mark) throws StorageException {
        synchronized (driver.store) {
            String id = new String(mark.state(), StandardCharsets.UTF_8);
            MapStore.Draft draft = driver.store.draft(id, path);
            if (mark.offset() > draft.size) {
                throw new StorageException(driver.store.name, path, "no bytes up to offset " + mark.offset());
            }
            return own(new MapWriter(driver, id, draft, (int) mark.offset()));
        }
    }

    private static MapWriter own(MapWriter writer) {
        writer.draft.owner = writer;
        return writer;
    }

    @Override
    public long offset() throws ClosedChannelException {
        checkOpen();
        return offset;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        synchronized (store) {
            checkMine();
            int count = bytes.remaining();
            store.write(draft, offset, bytes);
            offset += count;
            return count;
        }
    }

    @Override
    public Mark checkpoint() throws IOException {
        synchronized (store) {
            checkMine();
            dropTail();
            draft.marked = true;
            return new Mark(offset, id.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void commit(StoragePath target) throws IOException {
        if (target.isRoot()) {
            throw new IllegalArgumentException("the root is no content");
        }
        synchronized (store) {
            checkMine();
            dropTail();
            store.publish(id, draft, target);
            closed = true;
        }
    }

    @Override
    public void cancel() throws IOException {
        synchronized (store) {
            checkOpen();
            end(true);
        }
    }

    /** Without a mark nobody can come back to the draft, so it goes. */
    @Override
    public void close() {
        synchronized (store) {
            end(!draft.marked);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed && !driver.isClosed();
    }

    private void end(boolean drop) {
        if (drop && !closed && draft.owner == this) {
            store.drop(id);
        }
        closed = true;
    }

    /** What another writer left behind the mark. */
    private void dropTail() throws StorageException {
        store.write(draft, offset, ByteBuffer.allocate(0));
    }

    private void checkMine() throws IOException {
        checkOpen();
        store.draft(id, draft.path);
        if (draft.owner != this) {
            throw new WriterConflictException(store.name, draft.path);
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }
}

package io.amphora.itests.rogue;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A writer under orders. */
final class RogueWriter implements StorageWriter {

    private final StorageWriter honest;
    private final Orders orders;
    private final StoragePath path;

    RogueWriter(StorageWriter honest, Orders orders, StoragePath path) {
        this.honest = honest;
        this.orders = orders;
        this.path = path;
    }

    @Override
    public long offset() throws IOException {
        return honest.offset();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        Optional<Deed> deed = orders.before(Call.APPEND, path);
        if (RogueDriver.is(deed, Deed.LESS) && bytes.remaining() > RogueDriver.WRONG_BY) {
            bytes.limit(bytes.limit() - RogueDriver.WRONG_BY);
        }
        int count = honest.write(bytes);
        return RogueDriver.is(deed, Deed.MISCOUNT) ? count - RogueDriver.WRONG_BY : count;
    }

    @Override
    public Mark checkpoint() throws IOException {
        Optional<Deed> deed = orders.before(Call.CHECKPOINT, path);
        Mark mark = honest.checkpoint();
        if (RogueDriver.is(deed, Deed.MISCOUNT)) {
            return new Mark(mark.offset() + RogueDriver.WRONG_BY, mark.state());
        }
        return RogueDriver.is(deed, Deed.NULL) ? RogueDriver.nothing() : mark;
    }

    @Override
    public void commit(StoragePath target) throws IOException {
        orders.before(Call.COMMIT, path);
        honest.commit(target);
    }

    @Override
    public void cancel() throws IOException {
        orders.before(Call.CANCEL, path);
        honest.cancel();
    }

    @Override
    public boolean isOpen() {
        return honest.isOpen();
    }

    @Override
    public void close() throws StorageException {
        orders.before(Call.CLOSE, path);
        honest.close();
    }
}

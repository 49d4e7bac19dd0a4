package io.amphora.storage.memory;

import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Appends to an unfinished content that nobody else holds. The monitor keeps a deactivation out of a running call. */
final class MemoryWriter implements StorageWriter {

    private final MemoryStore store;
    private final Unfinished content;
    private final Consumer<MemoryWriter> closed;
    private long offset;
    private boolean open = true;

    MemoryWriter(MemoryStore store, Unfinished content, long offset, Consumer<MemoryWriter> closed) {
        this.store = store;
        this.content = content;
        this.offset = offset;
        this.closed = closed;
    }

    @Override
    public synchronized long offset() throws IOException {
        checkOpen();
        return offset;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        checkOpen();
        dropTail();
        int count = bytes.remaining();
        store.resize(content, offset + count);
        content.bytes.append(bytes);
        offset += count;
        return count;
    }

    @Override
    public synchronized Mark checkpoint() throws IOException {
        checkOpen();
        dropTail();
        store.mark(content);
        return new Mark(offset, content.id.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void commit(StoragePath target) throws IOException {
        Paths.check(target);
        checkOpen();
        dropTail();
        store.commit(content, target);
        end();
    }

    @Override
    public synchronized void cancel() throws IOException {
        checkOpen();
        store.drop(content);
        end();
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void close() {
        if (open) {
            store.leave(content);
            end();
        }
    }

    private void dropTail() throws IOException {
        if (content.bytes.size() > offset) {
            store.resize(content, offset);
            content.bytes.truncate(offset);
        }
    }

    private void end() {
        open = false;
        closed.accept(this);
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}

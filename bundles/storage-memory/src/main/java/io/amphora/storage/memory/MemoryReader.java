package io.amphora.storage.memory;

import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

/** Reads a content as it was when it was opened. */
final class MemoryReader implements StorageReader {

    private final Pieces bytes;
    private final Consumer<MemoryReader> closed;
    private long position;
    private volatile boolean open = true;

    MemoryReader(Pieces bytes, long offset, Consumer<MemoryReader> closed) {
        this.bytes = bytes;
        this.position = offset;
        this.closed = closed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        int count = bytes.read(position, target);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        closed.accept(this);
    }
}

package io.amphora.http;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.RegistryException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.atomic.AtomicInteger;

/** A layer in memory that may vanish at a position. */
final class FakeLayer implements Layer {

    private final Digest digest;
    private final byte[] content;
    private final long vanishesAt;
    private final AtomicInteger open;
    private long position;
    private boolean closed;

    FakeLayer(Digest digest, byte[] content, long vanishesAt, AtomicInteger open) {
        this.digest = digest;
        this.content = content;
        this.vanishesAt = vanishesAt;
        this.open = open;
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public int read(ByteBuffer target) throws RegistryException {
        if (position >= vanishesAt) {
            throw new RegistryException(ErrorCode.UNKNOWN, "reason", "vanished");
        }
        if (position >= content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), content.length - (int) position);
        target.put(content, (int) position, count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Layer position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public Layer truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            open.decrementAndGet();
        }
    }
}

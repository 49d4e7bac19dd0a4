package io.amphora.http;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.RegistryException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;

/** A layer in memory that may vanish at a position, and lie about its size. */
final class FakeLayer implements Layer {

    private final Digest digest;
    private final byte[] content;
    private final FakeRegistry registry;
    private long position;
    private boolean closed;

    FakeLayer(FakeRegistry registry, Digest digest, byte[] content) {
        this.registry = registry;
        this.digest = digest;
        this.content = content;
        registry.openLayers.incrementAndGet();
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public int read(ByteBuffer target) throws RegistryException {
        if (position >= registry.vanishesAt) {
            throw new RegistryException(ErrorCode.UNKNOWN, "reason", "vanished");
        }
        if (position >= content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), content.length - (int) position);
        target.put(content, (int) position, count);
        position += count;
        registry.onRead.run(target);
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
        return content.length + registry.lie;
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
            registry.openLayers.decrementAndGet();
        }
    }
}

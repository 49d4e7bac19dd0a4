package io.amphora.registry.core.manifest;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads a buffer from its position on, without a copy and without moving it. */
final class BufferStream extends InputStream {

    private final ByteBuffer buffer;

    BufferStream(ByteBuffer buffer) {
        this.buffer = buffer.duplicate();
    }

    @Override
    public int read() {
        return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }
}

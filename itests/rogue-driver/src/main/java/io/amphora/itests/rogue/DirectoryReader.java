package io.amphora.itests.rogue;

import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** Reads a file. Does not give it away, so that every byte is asked of the driver. */
final class DirectoryReader implements StorageReader {

    private final FileChannel channel;
    private final Consumer<DirectoryReader> closed;
    private long position;

    DirectoryReader(FileChannel channel, long position, Consumer<DirectoryReader> closed) {
        this.closed = closed;
        this.channel = channel;
        this.position = position;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        int count = position < channel.size() ? channel.read(target, position) : -1;
        position += Math.max(0, count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        closed.accept(this);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package ${package};

import io.amphora.storage.StorageReader;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** Reads a content as it was when it was opened: a content that replaces it has an array of its own. */
final class MapReader implements StorageReader {

    private final MapDriver driver;
    private final byte[] bytes;
    private long position;
    private volatile boolean closed;

    MapReader(MapDriver driver, byte[] bytes, long offset) {
        this.driver = driver;
        this.bytes = bytes;
        this.position = offset;
    }

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, count);
        position += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return !closed && !driver.isClosed();
    }

    @Override
    public void close() {
        closed = true;
    }
}

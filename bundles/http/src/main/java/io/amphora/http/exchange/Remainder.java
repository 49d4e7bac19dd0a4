package io.amphora.http.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;

/**
 * What a client still sends after its answer: read and dropped, for a while, and so many bytes. A connection that is closed
 * while bytes arrive is reset, and a reset can take the answer from a client that has not read it yet.
 */
final class Remainder implements ReadListener, Closeable {

    /** More than the sockets of both sides hold, so a client that looks at its answer while it sends is never reset. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Shared by all, as nobody reads what is in it. */
    private static final byte[] DROPPED = new byte[64 * 1024];

    private final Exchange exchange;
    private final ServletInputStream stream;
    private final long begun = System.nanoTime();
    private long dropped;
    private boolean closed;

    Remainder(Exchange exchange, ServletInputStream stream) {
        this.exchange = exchange;
        this.stream = stream;
    }

    boolean isLate(long now) {
        return now - begun > MOST_NANOS;
    }

    @Override
    public void onDataAvailable() {
        try {
            drop();
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onAllDataRead() {
        exchange.finish();
    }

    /** The client is gone, as it may be: it has its answer. */
    @Override
    public void onError(Throwable fault) {
        exchange.finish();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private synchronized void drop() throws IOException {
        while (!closed) {
            if (stream.isFinished()) {
                exchange.finish();
                return;
            }
            if (!stream.isReady()) {
                return;
            }
            dropped += Math.max(0, stream.read(DROPPED));
            if (dropped > MOST_BYTES) {
                exchange.cut("goes on sending after its answer");
                return;
            }
        }
    }
}

package io.amphora.http.exchange;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a request's body to an intake. Whoever is told that bytes are there reads until there are none; a full buffer
 * goes to the intake on a worker, and meanwhile nothing is read. What was received before a connection broke is taken too.
 */
final class RequestBody implements ReadListener, Closeable {

    private final Exchange exchange;
    private final Intake intake;
    private final BufferPool buffers;
    private @Nullable ServletInputStream stream;
    private @Nullable ByteBuffer piece;
    private boolean closed;
    private boolean failed;
    private volatile long received;

    RequestBody(Exchange exchange, Intake intake, BufferPool buffers) {
        this.exchange = exchange;
        this.intake = intake;
        this.buffers = buffers;
    }

    void start(Incoming incoming, ServletInputStream input) throws IOException {
        stream = input;
        exchange.progress().of(() -> received);
        exchange.progress().clientsTurn();
        incoming.read(input, this);
    }

    @Override
    public void onDataAvailable() {
        try {
            read();
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onAllDataRead() {
        exchange.progress().ourTurn();
        exchange.run(() -> {
            if (isClosed()) {
                return;
            }
            hand();
            exchange.bodyWasRead(received);
            Reply reply = intake.finish();
            intake.close();
            exchange.reply(reply);
        });
    }

    @Override
    public void onError(Throwable fault) {
        exchange.cut("body broken off: " + fault);
    }

    /** Gives what is there to the intake, for which a slow client may be taken for dead otherwise. Called now and then. */
    synchronized void flush() {
        if (piece != null) {
            exchange.run(this::hand);
        }
    }

    /** Gives the rest to the intake, which keeps what it can, and ends it. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        try (intake) {
            hand();
        }
    }

    private synchronized void read() throws IOException {
        while (!closed && stream != null) {
            exchange.progress().clientsTurn();
            if (!stream.isReady()) {
                return;
            }
            ByteBuffer target = piece == null ? buffers.take() : piece;
            piece = target;
            int count = stream.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            if (count < 0) {
                return;
            }
            target.position(target.position() + count);
            received += count;
            if (!target.hasRemaining() || buffers.isScarce()) {
                exchange.progress().ourTurn();
                exchange.run(() -> {
                    hand();
                    onDataAvailable();
                });
                return;
            }
        }
    }

    /** What comes behind a piece that could not be taken is not handed on: it would stand in the wrong place. */
    private void hand() throws IOException {
        ByteBuffer full = detach();
        if (full == null) {
            return;
        }
        if (failed) {
            buffers.give(full);
            return;
        }
        failed = true;
        try {
            intake.take(full.flip());
            failed = false;
        } finally {
            if (failed) {
                // A call that was given up may still read from it.
                buffers.abandon(full);
            } else {
                buffers.give(full);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized @Nullable ByteBuffer detach() {
        ByteBuffer detached = piece;
        piece = null;
        return detached;
    }
}

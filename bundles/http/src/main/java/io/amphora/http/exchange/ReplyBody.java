package io.amphora.http.exchange;

import io.amphora.http.reply.Body;
import io.amphora.http.transport.Transport;
import io.amphora.registry.Layer;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

/**
 * Carries a reply's body to the client: a worker fills a buffer from the layer, and whoever is told that the socket takes
 * bytes writes it. A layer that ends early breaks the connection off, as the length was already said.
 */
final class ReplyBody implements WriteListener, Closeable {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Exchange exchange;
    private final Transport transport;
    private final BufferPool buffers;
    private final @Nullable Layer layer;
    private final Runnable release;
    private @Nullable ServletOutputStream stream;
    private ByteBuffer piece = NOTHING;
    private boolean pending;
    private boolean closed;
    private long unread;

    ReplyBody(Exchange exchange, Exchanges exchanges, Body body) {
        this.exchange = exchange;
        transport = exchanges.transport();
        buffers = exchanges.writeBuffers();
        release = body instanceof Body.Bytes bytes ? bytes.release() : () -> {};
        if (body instanceof Body.Stream content) {
            layer = content.layer();
            unread = content.length();
        } else {
            layer = null;
            piece = body instanceof Body.Bytes bytes ? bytes.content() : NOTHING;
        }
    }

    /** Reads the first bytes, while a fault can still be replied. */
    void prepare() throws IOException {
        if (unread > 0) {
            fill();
        }
    }

    void start(ServletOutputStream output) {
        stream = output;
        exchange.progress().of(() -> -unread - piece.remaining());
        output.setWriteListener(this);
    }

    boolean isEmpty() {
        return unread == 0 && !piece.hasRemaining();
    }

    @Override
    public void onWritePossible() {
        try {
            write();
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onError(Throwable fault) {
        exchange.cut("client does not take the reply: " + fault);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        ByteBuffer last = piece;
        piece = NOTHING;
        release.run();
        if (layer != null) {
            try (layer) {
                if (last != NOTHING) {
                    putBack(last);
                }
            }
        }
    }

    private synchronized void write() throws IOException {
        while (!closed && stream != null) {
            exchange.progress().clientsTurn();
            if (!stream.isReady()) {
                return;
            }
            pending = false;
            if (piece.hasRemaining()) {
                pending = true;
                transport.write(stream, piece);
            } else {
                exchange.progress().ourTurn();
                if (unread == 0) {
                    exchange.end();
                } else {
                    exchange.run(() -> {
                        fill();
                        onWritePossible();
                    });
                }
                return;
            }
        }
    }

    private synchronized void fill() throws IOException {
        if (closed || layer == null) {
            return;
        }
        ByteBuffer target = piece == NOTHING ? buffers.take() : piece;
        // Until the layer has returned well, it may use the buffer even after its call failed.
        piece = NOTHING;
        boolean filled = false;
        try {
            target.clear().limit((int) Math.min(target.capacity(), unread));
            read(layer, target);
            filled = true;
        } finally {
            if (!filled) {
                buffers.abandon(target);
            }
        }
        piece = target.flip();
        unread -= piece.remaining();
    }

    /** Fills the buffer; the layer gets a window of it, so one that has more than it said cannot write beyond. */
    private void read(Layer source, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            ByteBuffer window = target.slice();
            int count = source.read(window);
            if (count <= 0 || count != window.position()) {
                throw new EOFException("a layer with " + unread + " more bytes gave " + count);
            }
            target.position(target.position() + count);
        }
    }

    private void putBack(ByteBuffer last) {
        if (pending) {
            buffers.abandon(last);
        } else {
            buffers.give(last);
        }
    }
}

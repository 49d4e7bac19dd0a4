package io.amphora.http.transport;

import java.io.IOException;
import java.util.concurrent.Executor;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** A body that the container's thread reads piece by piece, each when the one before is used up and more is asked for. */
final class BlockingInput extends ServletInputStream {

    private static final int PIECE = 32 * 1024;

    private final ServletRequest request;
    private final Executor containersThread;
    private final byte[] piece = new byte[PIECE];
    private volatile @Nullable ReadListener listener;
    private int from;
    private int to;
    private boolean ended;
    private boolean asked;

    BlockingInput(ServletRequest request, Executor containersThread) {
        this.request = request;
        this.containersThread = containersThread;
    }

    @Override
    public void setReadListener(ReadListener readListener) {
        listener = readListener;
        isReady();
    }

    @Override
    public synchronized boolean isReady() {
        if (from < to || ended) {
            return true;
        }
        if (!asked) {
            asked = true;
            containersThread.execute(this::fill);
        }
        return false;
    }

    /** Whether the container's thread waits for bytes, or is about to. */
    synchronized boolean isAsked() {
        return asked;
    }

    @Override
    public synchronized boolean isFinished() {
        return ended;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        if (from == to) {
            return ended ? -1 : 0;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(piece, from, target, offset, count);
        from += count;
        return count;
    }

    /** Waits for bytes without the lock, which others need for a look. */
    private void fill() {
        ReadListener reader = listener;
        if (reader == null) {
            return;
        }
        try {
            int count = request.getInputStream().read(piece);
            took(count);
            if (count < 0) {
                reader.onAllDataRead();
            } else {
                reader.onDataAvailable();
            }
        } catch (IOException | RuntimeException e) {
            reader.onError(e);
        }
    }

    private synchronized void took(int count) {
        from = 0;
        to = Math.max(0, count);
        ended = count < 0;
        asked = false;
    }
}

package io.amphora.http.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import javax.servlet.ServletOutputStream;
import javax.servlet.ServletResponse;
import javax.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

/** A body of which one piece at a time is written, as a rule by the container's thread; ready again afterwards. */
final class BlockingOutput extends ServletOutputStream {

    private final ServletResponse response;
    private final Executor writer;
    private volatile @Nullable WriteListener listener;
    private boolean busy;
    private boolean asked;

    BlockingOutput(ServletResponse response, Executor writer) {
        this.response = response;
        this.writer = writer;
    }

    @Override
    public synchronized void setWriteListener(WriteListener writeListener) {
        listener = writeListener;
        asked = true;
        writer.execute(() -> step(() -> {}));
    }

    @Override
    public synchronized boolean isReady() {
        asked |= busy;
        return !busy;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] piece = Arrays.copyOfRange(bytes, offset, offset + length);
        synchronized (this) {
            busy = true;
        }
        writer.execute(() -> step(() -> response.getOutputStream().write(piece)));
    }

    /** Ends the response, though not the request. */
    @Override
    public void close() {
        writer.execute(() -> step(() -> response.getOutputStream().close()));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void step(Step step) {
        WriteListener waiting = listener;
        try {
            step.run();
            if (isWaitedFor() && waiting != null) {
                waiting.onWritePossible();
            }
        } catch (IOException | RuntimeException e) {
            if (waiting != null) {
                waiting.onError(e);
            }
        }
    }

    private synchronized boolean isWaitedFor() {
        boolean waitedFor = asked;
        busy = false;
        asked = false;
        return waitedFor;
    }
}

package io.amphora.itests.swap;

import java.io.OutputStream;

/** Takes the body of an answer at a pace; what lies between two pieces, and before the first, is a wait. */
final class PacedSink extends OutputStream {

    /** Where the bytes go. */
    interface Taker {
        void take(byte[] bytes, int offset, int count);
    }

    private final Transfer transfer;
    private final Pace pace;
    private final Taker taker;
    private long ready;

    PacedSink(Transfer transfer, Pace pace, Taker taker) {
        this.transfer = transfer;
        this.pace = pace;
        this.taker = taker;
        this.ready = transfer.began();
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        transfer.waited(ready, System.nanoTime());
        taker.take(bytes, offset, count);
        transfer.moved(count);
        pace.after(count);
        ready = System.nanoTime();
    }
}

package io.amphora.itests.drivers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps what is written to it; whoever writes the first byte is held until something has been done. */
final class HeldOutput extends ByteArrayOutputStream {

    private final Deed first;
    private boolean begun;

    HeldOutput(Deed first) {
        this.first = first;
    }

    /** What is done meanwhile. */
    interface Deed {
        void run() throws Exception;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        hold();
        super.write(bytes, offset, length);
    }

    @Override
    public void write(int value) {
        hold();
        super.write(value);
    }

    @Override
    public void writeBytes(byte[] bytes) {
        hold();
        super.writeBytes(bytes);
    }

    private void hold() {
        if (!begun) {
            begun = true;
            try {
                first.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

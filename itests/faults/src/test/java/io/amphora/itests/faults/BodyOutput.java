package io.amphora.itests.faults;

import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** The body of a request that goes off as it is written, with a length or in chunks. {@link #end} ends the body. */
final class BodyOutput extends OutputStream {

    private final Connection connection;
    private final long length;
    private final AtomicLong sent;

    BodyOutput(Connection connection, long length, AtomicLong sent) {
        this.connection = connection;
        this.length = length;
        this.sent = sent;
    }

    /** The request with a header that says how long the body is. */
    Request announced(Request request) {
        return length < 0
                ? request.header("Transfer-Encoding", "chunked")
                : request.header("Content-Length", Long.toString(length));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single});
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return;
        }
        if (length < 0) {
            ascii(Integer.toHexString(count) + "\r\n");
        }
        connection.send(bytes, offset, count);
        if (length < 0) {
            ascii("\r\n");
        }
        sent.addAndGet(count);
    }

    /** Says that the body is whole. */
    void end() throws IOException {
        if (length < 0) {
            ascii("0\r\n\r\n");
        }
    }

    private void ascii(String text) throws IOException {
        connection.send(text.getBytes(StandardCharsets.US_ASCII));
    }
}

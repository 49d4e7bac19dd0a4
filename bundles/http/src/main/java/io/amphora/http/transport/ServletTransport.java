package io.amphora.http.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Any container: its addresses have to be believed, bytes are copied, and a body that ends early is its to notice. */
final class ServletTransport implements Transport {

    private static final int PIECE = 32 * 1024;

    @Override
    public Optional<Peer> peer(HttpServletRequest request) {
        try {
            return Optional.of(new Peer(address(request.getRemoteAddr()), address(request.getLocalAddr())));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(ServletOutputStream stream, ByteBuffer bytes) throws IOException {
        byte[] piece = new byte[Math.min(PIECE, bytes.remaining())];
        bytes.get(piece);
        stream.write(piece);
    }

    @Override
    public void cut(HttpServletRequest request, HttpServletResponse response) {
        // A reply that has begun ends before its announced length, which is all that there is. One that has not would
        // be completed as 200.
        if (!response.isCommitted()) {
            response.reset();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Connection", "close");
            response.setContentLength(0);
        }
    }

    /** Never asks a name service: an address that is not a number is not one. */
    private static InetAddress address(String text) throws UnknownHostException {
        if (text == null
                || text.isEmpty()
                || text.chars().anyMatch(c -> Character.digit(c, 16) < 0 && c != '.' && c != ':')) {
            throw new UnknownHostException("not a numeric address");
        }
        return InetAddress.getByName(text);
    }
}

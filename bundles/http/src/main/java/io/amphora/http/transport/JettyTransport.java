package io.amphora.http.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpOutput;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one class that knows Jetty: the socket below a request, and writes straight from direct buffers. */
final class JettyTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

    private final Transport otherwise;

    JettyTransport(Transport otherwise) {
        this.otherwise = otherwise;
        LOG.trace("{}", HttpOutput.class);
    }

    /** Asks the socket: the request's own addresses may come from a header, or from the PROXY protocol. */
    @Override
    public Optional<Peer> peer(HttpServletRequest request) {
        Request jetty = Request.getBaseRequest(request);
        if (jetty == null) {
            return otherwise.peer(request);
        }
        Object transport = jetty.getHttpChannel().getEndPoint();
        while (transport instanceof EndPoint layer) {
            // Below TLS there is the connection's own.
            transport = layer.getTransport();
        }
        if (!(transport instanceof SocketChannel socket)) {
            return Optional.empty();
        }
        try {
            return peer(socket.getRemoteAddress(), socket.getLocalAddress());
        } catch (IOException e) {
            LOG.debug("client is gone", e);
            return Optional.empty();
        }
    }

    @Override
    public void write(ServletOutputStream stream, ByteBuffer bytes) throws IOException {
        if (stream instanceof HttpOutput jetty) {
            jetty.write(bytes);
        } else {
            otherwise.write(stream, bytes);
        }
    }

    @Override
    public void cut(HttpServletRequest request, HttpServletResponse response) {
        Request jetty = Request.getBaseRequest(request);
        if (jetty != null) {
            jetty.getHttpChannel().abort(new IOException("cut"));
        } else {
            otherwise.cut(request, response);
        }
    }

    private static Optional<Peer> peer(SocketAddress remote, SocketAddress local) {
        return remote instanceof InetSocketAddress there && local instanceof InetSocketAddress here
                ? Optional.of(new Peer(there.getAddress(), here.getAddress()))
                : Optional.empty();
    }
}

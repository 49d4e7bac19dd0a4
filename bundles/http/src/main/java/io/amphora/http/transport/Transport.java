package io.amphora.http.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a container can do beyond the servlet API. Thread-safe. */
public interface Transport {

    /** The ends of the connection; nothing if they cannot be known for sure. */
    Optional<Peer> peer(HttpServletRequest request);

    /**
     * Writes without waiting, after the stream said that it is ready. The buffer belongs to the stream until it is ready
     * again; what then remains in it was not taken.
     */
    void write(ServletOutputStream stream, ByteBuffer bytes) throws IOException;

    /** Ends the connection so that the client sees that its answer is not complete; or, if none has begun, with 503. */
    void cut(HttpServletRequest request, HttpServletResponse response);

    /** Jetty's, if it can be seen from here, else that of any container. */
    static Transport find() {
        Logger log = LoggerFactory.getLogger(Transport.class);
        try {
            Transport jetty = new JettyTransport(new ServletTransport());
            log.debug("using Jetty's own streams");
            return jetty;
        } catch (NoClassDefFoundError e) {
            log.info("no Jetty to be seen: answers are copied once more, and broken off by a short body");
            return new ServletTransport();
        }
    }
}

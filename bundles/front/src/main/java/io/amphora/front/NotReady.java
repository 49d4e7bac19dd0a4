package io.amphora.front;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer of a registry that is not there at the moment: never 404, which clients take for "does not exist". */
final class NotReady {

    private static final Logger LOG = LoggerFactory.getLogger(NotReady.class);

    private static final byte[] BODY =
            "{\"errors\":[{\"code\":\"UNAVAILABLE\",\"message\":\"registry not ready, try again\"}]}"
                    .getBytes(StandardCharsets.US_ASCII);

    private NotReady() {}

    static void answer(ServletResponse answer) {
        HttpServletResponse response = (HttpServletResponse) answer;
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Retry-After", "1");
        // Bytes of the request that nobody read would be taken for the next request.
        response.setHeader("Connection", "close");
        response.setContentType("application/json");
        response.setContentLength(BODY.length);
        try {
            response.getOutputStream().write(BODY);
        } catch (IOException e) {
            LOG.debug("client is gone", e);
        }
    }
}

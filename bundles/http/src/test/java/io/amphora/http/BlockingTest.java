package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind a filter that is not asynchronous each request holds a thread of the container, and is served all the same. */
class BlockingTest {

    private static final int MIB = 1024 * 1024;

    private final Counting filter = new Counting();
    private final byte[] content = new byte[3 * MIB + 1];
    private RegistryServer server;

    @BeforeEach
    void start() throws Exception {
        new Random(3).nextBytes(content);
        server = new RegistryServer(new RegistryServer.Settings("local", 0, 2, 1), filter);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pushesAndPullsOnOneConnection() throws IOException {
        Digest digest = FakeRegistry.digest(content);
        try (RawConnection connection = server.connect()) {
            connection.send("PUT " + server.upload() + "?digest=" + digest
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + content.length + "\r\n\r\n");
            connection.send(content);
            assertThat(connection.answer().status()).isEqualTo(201);
            connection.send("GET /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.answer().body()).isEqualTo(content);
            connection.send("HEAD /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.answer(true).header("Content-Length")).contains(String.valueOf(content.length));
        }
        assertThat(nothingRuns()).isTrue();
    }

    @Test
    void takesAChunkedBodyAndAnEmptyOne() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "PATCH " + server.upload()
                            + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n");
            assertThat(connection.answer().header("Range")).contains("0-2");
        }
        assertThat(server.request("PATCH " + server.upload() + " HTTP/1.1").status())
                .isEqualTo(202);
        assertThat(nothingRuns()).isTrue();
    }

    @Test
    void refusesWhileTheClientStillSends() throws IOException {
        server.registry.onWrite = bytes -> {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "ended");
        };
        try (RawConnection connection = server.connect()) {
            connection.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + content.length + "\r\n\r\nabc");
            assertThat(connection.answer().status()).isEqualTo(404);
            connection.send(new byte[content.length - 3]);
            assertThat(connection.endsProperly()).isTrue();
        }
        assertThat(nothingRuns()).isTrue();
    }

    @Test
    void aBrokenPullIsCutOff() throws IOException {
        Digest digest = server.registry.put("a/b", content);
        server.registry.vanishesAt = 2 * MIB;

        assertThatThrownBy(() -> server.request("GET /v2/a/b/blobs/" + digest + " HTTP/1.1"))
                .isInstanceOf(EOFException.class);

        assertThat(nothingRuns()).isTrue();
    }

    @Test
    void whoMakesNoProgressIsCut() throws IOException {
        Digest large = server.registry.put("a/b", new byte[32 * MIB]);
        try (RawConnection push = server.connect();
                RawConnection pull = server.connect()) {
            push.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            pull.send("GET /v2/a/b/blobs/" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(push.isClosedByPeer()).isTrue();
            assertThat(nothingRuns()).isTrue();
            assertThat(pull.drain()).isLessThan(32 * MIB);
        }
    }

    @Test
    void everyRequestEndsWhenTheRegistryStops() throws IOException {
        server.servlet.modified(new RegistryServer.Settings("local", 0, 2, 60));
        try (RawConnection push = server.connect()) {
            push.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            assertThat(eventually(() -> filter.inside.get() == 1)).isTrue();

            server.servlet.deactivate();

            assertThat(push.drain()).isLessThan(1_000);
            assertThat(nothingRuns()).isTrue();
            Answer late = server.request("GET /v2/ HTTP/1.1");
            assertThat(late.status()).isEqualTo(503);
        }
    }

    private boolean nothingRuns() {
        return eventually(() -> filter.inside.get() == 0)
                && eventually(() -> server.servlet.status().get(1).value().equals("0"))
                && eventually(() -> server.servlet.status().get(2).value().equals("0"));
    }

    /** Counts the threads within. */
    private static final class Counting implements Filter {

        final AtomicInteger inside = new AtomicInteger();

        @Override
        public void init(FilterConfig config) {
            // Nothing to set up.
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            assertThat(request.isAsyncSupported()).isFalse();
            inside.incrementAndGet();
            try {
                chain.doFilter(request, response);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public void destroy() {
            // Nothing to release.
        }
    }
}

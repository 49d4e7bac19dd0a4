package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 120 to 128 of SPEC.md 6.5: what is wrong before it is a request. The container may answer; its status counts. */
@ExtendWith(SharedServer.class)
class TransportRows {

    private static final String REPOSITORY = "rows/transport";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Java raises its own limit of open files to the hard one, which has to be above this. */
    private static final int IDLE_CONNECTIONS = 10_000;
    /** Jetty lets the system hold 50; the client of one more waits for a second. */
    private static final int MOST_UNACCEPTED = 40;

    private final RegistryClient client;
    private final DistributionServer server;

    TransportRows(RegistryClient client, DistributionServer server) {
        this.client = client;
        this.server = server;
    }

    @ParameterizedTest(name = "SPEC row 120: the header line \"{0}\" is refused")
    @ValueSource(
            strings = {"X-A: a\u0000b", "X\u0000A: b", "X A: b", "X-A : b", "X-A: a\r\n folded", "\u0001: b", ": b"})
    void row120MalformedHeaderIsRefused(String line) throws IOException {
        assertThat(client.send(Request.of("GET", "/v2/").line(line))).hasStatus(400);
    }

    @Test
    @DisplayName("SPEC row 121: two lengths of one body are refused, and the connection ends")
    void row121TwoLengthsAreRefused() throws IOException {
        String upload = client.begin(REPOSITORY);
        Request patch = Request.of("PATCH", upload);
        byte[] smuggled = Request.of("GET", "/v2/smuggled/tags/list").bytes();

        assertIsRefusedAndCut(
                patch.header("Content-Length", "4")
                        .header("Transfer-Encoding", "chunked")
                        .tail(Request.chunks(true)),
                smuggled);
        assertIsRefusedAndCut(patch.header("Content-Length", "0").header("Content-Length", "4"), smuggled);
        assertIsRefusedAndCut(patch.header("Content-Length", "0, 4"), smuggled);
        assertIsRefusedAndCut(patch.header("Content-Length", "-1"), smuggled);
        assertIsRefusedAndCut(patch.header("Content-Length", "99999999999999999999"), smuggled);
        assertThat(client.get(upload)).isServed(204).hasHeader("Range", "0-0");
    }

    private void assertIsRefusedAndCut(Request request, byte[] smuggled) throws IOException {
        try (Connection connection = client.connect()) {
            connection.send(request.bytes());
            connection.send(smuggled);

            assertThat(connection.receive(request.method())).hasStatus(400);
            assertThat(connection.endsWithin(SOON)).as("the connection ends").isTrue();
        }
    }

    @ParameterizedTest(name = "SPEC row 122: a body that begins with {0} is refused, and the connection ends")
    @ValueSource(strings = {"FFFFFFFFFFFFFFFF", "-1", "zz", "80000000;", "0x1", "\u0000"})
    void row122ChunkSizeThatIsNoneIsRefused(String size) throws IOException {
        assertIsRefused(size + "\r\nabc\r\n");
    }

    /**
     * RFC 9112, 7.1.1, has extensions that nobody knows ignored and leaves a limit to the server. Jetty has none: it reads
     * over them and keeps nothing. One without an end is cut like a client that sends nothing: see {@link StallRows}.
     */
    @Test
    @DisplayName("SPEC row 122: a chunk extension of 1 MB is skipped")
    void row122LongChunkExtensionIsSkipped() throws IOException {
        byte[] blob = Content.utf8("a");
        Request patch = Request.of("PATCH", client.begin(REPOSITORY))
                .header("Transfer-Encoding", "chunked")
                .tail(Content.utf8("1;" + "x".repeat(1_000_000) + "\r\na\r\n0\r\n\r\n"));

        Answer answer = client.send(patch);

        assertThat(answer).isServed(202).hasHeader("Range", "0-0");
        assertThat(client.finish(RegistryClient.location(answer), Content.digest(blob), new byte[0]))
                .isServed(201);
        assertThat(client.get(RegistryClient.blob(REPOSITORY, Content.digest(blob))))
                .isServed(200)
                .hasBody(blob);
    }

    private void assertIsRefused(String body) throws IOException {
        String upload = client.begin(REPOSITORY);
        Request patch = Request.of("PATCH", upload)
                .header("Transfer-Encoding", "chunked")
                .tail(body.getBytes(StandardCharsets.ISO_8859_1));
        try (Connection connection = client.connect()) {
            connection.patience(SOON).exchangeUnlessCut(patch).ifPresent(refused -> assertThat(refused)
                    .hasStatus(400));
        }
        assertThat(client.finish(upload, Content.digest(new byte[1]), new byte[1]))
                .isServed(201);
    }

    @Test
    @DisplayName("SPEC row 124: 10 000 idle connections keep nobody else out")
    void row124IdleConnectionsKeepNobodyOut() throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                idle.add(SocketChannel.open(address));
                if (i % MOST_UNACCEPTED == 0) {
                    assertThat(client.get("/v2/")).isServed(200); // accepted after those before it
                }
            }
            byte[] blob = Content.fresh(1000);

            String digest = client.push(REPOSITORY, blob);

            assertThat(client.get(RegistryClient.blob(REPOSITORY, digest)))
                    .isServed(200)
                    .hasBody(blob);
            assertThat(openFiles(server))
                    .as("files and sockets that the server has open")
                    .isGreaterThan(IDLE_CONNECTIONS);
        } finally {
            for (SocketChannel connection : idle) {
                connection.close();
            }
        }
    }

    private static long openFiles(DistributionServer server) throws IOException {
        try (Stream<Path> open =
                Files.list(Path.of("/proc", Long.toString(server.process().pid()), "fd"))) {
            return open.count();
        }
    }

    @Test
    @DisplayName("SPEC row 125: a client that waits is told to go on")
    void row125WaitingClientIsToldToGoOn() throws IOException {
        byte[] blob = Content.fresh(1000);
        Request put = Request.of("PUT", withDigest(client.begin(REPOSITORY), Content.digest(blob)))
                .header("Expect", "100-continue")
                .body(blob);
        try (Connection connection = client.connect()) {
            connection.send(put.head());
            assertThat(new String(connection.receiveBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            connection.send(blob);

            assertThat(connection.receive("PUT")).isServed(201);
        }
    }

    @Test
    @DisplayName("SPEC row 125: a client that waits in vain sends nothing")
    void row125RefusedClientSendsNothing() throws IOException {
        Request unknown = Request.of("PATCH", "/v2/" + REPOSITORY + "/blobs/uploads/unknown")
                .header("Expect", "100-continue")
                .header("Content-Length", "1000");

        Request denied = Request.of("PATCH", client.begin(REPOSITORY))
                .host("evil.example")
                .header("Expect", "100-continue")
                .header("Content-Length", "1000");

        Answer answer = client.send(unknown);
        Answer foreign = client.send(denied);

        assertThat(answer).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(answer.interim()).isEmpty();
        assertThat(foreign).isRefused(403, "DENIED");
        assertThat(foreign.interim()).isEmpty();
    }

    @Test
    @DisplayName("SPEC row 126: an expectation that nobody knows fails")
    void row126UnknownExpectationFails() throws IOException {
        assertThat(client.send(Request.of("GET", "/v2/").header("Expect", "foo")))
                .hasStatus(417);
    }

    @Test
    @DisplayName("SPEC row 127: HTTP/1.0 without a host works or is refused")
    void row127OldProtocolWorksOrIsRefused() throws IOException {
        byte[] blob = Content.fresh(100);
        String target = withDigest(client.begin(REPOSITORY), Content.digest(blob));
        Request put = Request.of("PUT", target)
                .requestLine("PUT " + target + " HTTP/1.0")
                .without("Host")
                .body(blob);

        assertThat(client.send(put)).hasStatus(201, 400, 401);
        assertThat(client.send(put.requestLine("PUT " + target + " HTTP/1.1"))).hasStatus(400);
    }

    @Test
    @DisplayName("SPEC row 128: an address of 64 KB is too long")
    void row128LongAddressIsRefused() throws IOException {
        Request request = Request.of("GET", "/v2/" + REPOSITORY + "/tags/list?last=" + "a".repeat(65_536));
        try (Connection connection = client.connect()) {
            connection.exchangeUnlessCut(request).ifPresent(answer -> assertThat(answer)
                    .hasStatus(414));
        }
        assertThat(client.get("/v2/")).isServed(200);
    }

    @Test
    @DisplayName("Headers of 60 KB are served")
    void longHeadersAreServed() throws IOException {
        assertThat(client.send(Request.of("GET", "/v2/").header("Authorization", "Bearer " + "a".repeat(60_000))))
                .hasStatus(200, 401);
    }

    @Test
    @DisplayName("Requests that follow each other on one connection are answered in order")
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        byte[] blob = Content.fresh(10_000);
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, blob));
        try (Connection connection = client.connect()) {
            for (int i = 0; i < 10; i++) {
                connection.send(Request.of("GET", target).bytes());
                connection.send(Request.of("GET", "/v2/").bytes());
            }
            for (int i = 0; i < 10; i++) {
                assertThat(connection.receive("GET")).isServed(200).hasBody(blob);
                assertThat(connection.receive("GET")).isServed(200).hasBody(Content.utf8("{}"));
            }
        }
    }

    @Test
    @DisplayName("Only this machine is served, whoever says what about it")
    void onlyThisMachineIsServed() throws IOException {
        Request ping = Request.of("GET", "/v2/");

        assertThat(client.send(ping.host(server.authority()))).isServed(200);
        assertThat(client.send(ping.host("localhost"))).isServed(200);
        for (Request foreign : List.of(
                ping.host("registry.example"),
                ping.header("X-Forwarded-For", "127.0.0.1"),
                ping.header("Forwarded", "for=127.0.0.1"),
                ping.header("X-Real-IP", "127.0.0.1"),
                ping.header("Via", "1.1 proxy"),
                ping.header("Origin", "https://evil.example"))) {
            assertThat(client.send(foreign)).isRefused(403, "DENIED");
        }
    }
}

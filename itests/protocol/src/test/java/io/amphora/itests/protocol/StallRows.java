package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import io.amphora.itests.wire.WireException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 43, 99, 122, 123 and 130 of SPEC.md: clients that stall, keys that go, and a registry that stops. On a server of its own,
 * with little patience.
 */
class StallRows {

    private static final String REPOSITORY = "rows/stalls";
    private static final byte[] NOTHING = new byte[0];
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<String, String> LITTLE_PATIENCE = Map.of(
            "io.amphora.http/noProgressSeconds", "2",
            "org.ops4j.pax.web/org.ops4j.pax.web.server.connector.idleTimeout", "3000");

    @TempDir
    private static Path folder;

    private static DistributionServer server;

    @BeforeAll
    static void start() throws IOException {
        server = DistributionServer.start(folder, LITTLE_PATIENCE);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        Assertions.assertThat(server.log().troublesSince(0)).isEmpty();
    }

    @Test
    @DisplayName("SPEC row 99: a reader that stalls is cut, and nobody else waits")
    void row99StalledReaderIsCut() throws IOException {
        RegistryClient client = client();
        byte[] blob = Content.fresh(64 * 1024 * 1024);
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, blob));
        try (Connection connection = client.connect()) {
            connection.send(Request.of("GET", target).bytes());
            connection.receiveBytes(1024 * 1024);

            assertThat(client.get(target)).isServed(200).hasBody(blob);
            Eventually.isTrue("the server ends the connection", () -> !isEstablished(connection));
        }
    }

    /** Whether the system still has the server's end of the connection. */
    private static boolean isEstablished(Connection connection) throws IOException {
        String ends = String.format(":%04X 0100007F:%04X 01 ", server.port(), connection.localPort());
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream().anyMatch(line -> line.contains(ends))
                || Files.readAllLines(Path.of("/proc/net/tcp6")).stream()
                        .anyMatch(line -> line.contains(String.format(
                                ":%04X 0000000000000000FFFF00000100007F:%04X 01 ",
                                server.port(), connection.localPort())));
    }

    @Test
    @DisplayName("SPEC row 122: a chunk extension that does not come to an end is cut, however fast it comes")
    void row122EndlessChunkExtensionIsCut() throws Exception {
        RegistryClient client = client();
        String upload = client.begin(REPOSITORY);
        Request patch = Request.of("PATCH", upload).header("Transfer-Encoding", "chunked");
        byte[] extension = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        try (Connection connection = client.connect();
                AtOnce threads = new AtOnce(1)) {
            connection.send(patch.head()).send("1;");

            Future<IOException> cut = threads.submit(() -> sendUntilCut(connection, extension));

            Assertions.assertThat(cut.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
        }
        assertThat(client.get(upload)).isServed(204);
    }

    private static IOException sendUntilCut(Connection connection, byte[] bytes) {
        while (true) {
            try {
                connection.send(bytes);
            } catch (IOException e) {
                return e;
            }
        }
    }

    @Test
    @DisplayName("SPEC row 123: headers that do not come to an end are cut")
    void row123EndlessHeadersAreCut() throws IOException {
        try (Connection connection = client().connect()) {
            connection.send("GET /v2/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");

            assertIsCutWith408OrNothing(connection, "GET");
        }
    }

    @Test
    @DisplayName("SPEC row 123: a body that does not come to an end is cut, and goes on later")
    void row123EndlessBodyIsCut() throws IOException {
        RegistryClient client = client();
        byte[] blob = Content.fresh(1000);
        String upload = client.begin(REPOSITORY);
        try (Connection connection = client.connect()) {
            connection.send(Request.of("PATCH", upload)
                    .header("Content-Length", "1000")
                    .tail(Content.part(blob, 0, 1))
                    .bytes());

            assertIsCutWith408OrNothing(connection, "PATCH");
        }
        assertThat(client.finish(upload, Content.digest(blob), blob)).isServed(201);
    }

    private static void assertIsCutWith408OrNothing(Connection connection, String method) throws IOException {
        try {
            Answer answer = connection.patience(LIMIT).receive(method);
            assertThat(answer).hasStatus(408);
            Assertions.assertThat(connection.endsWithin(LIMIT)).isTrue();
        } catch (WireException e) {
            Assertions.assertThat(e).hasMessage("the connection ended without an answer");
        }
    }

    @Test
    @DisplayName("SPEC row 123: a slow push survives as long as something comes")
    void row123SlowPushSurvives() throws Exception {
        RegistryClient client = client();
        byte[] blob = Content.fresh(8);
        Request put = Request.of("PUT", withDigest(client.begin(REPOSITORY), Content.digest(blob)))
                .header("Content-Length", Integer.toString(blob.length));
        try (Connection connection = client.connect();
                AtOnce threads = new AtOnce(1)) {
            connection.send(put.head());
            Future<Answer> answer = threads.submit(() -> connection.receive("PUT"));
            for (int i = 0; i < blob.length; i++) {
                Assertions.assertThat(AtOnce.isDoneWithin(answer, 500))
                        .as("answered after %s bytes", i)
                        .isFalse();
                connection.send(Content.part(blob, i, i + 1));
            }

            assertThat(answer.get()).isServed(201);
        }
    }

    @Test
    @DisplayName("SPEC row 130: a stop ends requests cleanly, nothing is unknown meanwhile, and uploads go on after it")
    void row130UploadsGoOnAfterRestart() throws Exception {
        RegistryClient client = client();
        TestImage image = TestImage.oci(Content.fresh(1000));
        assertThat(image.push(client, REPOSITORY, "kept")).isServed(201);
        byte[] blob = Content.fresh(300_000);
        String next = client.append(client.begin(REPOSITORY), Content.part(blob, 0, 100_000));

        String resumed;
        try (AtOnce threads = new AtOnce(1)) {
            int port = server.port();
            Future<Set<Integer>> meanwhile = threads.submit(() -> statusesUntilRefused(port));
            resumed = stopDuring(next, Content.part(blob, 100_000, 200_000));
            Assertions.assertThat(meanwhile.get()).contains(200).isSubsetOf(200, 503);
        } finally {
            server.close();
            server = DistributionServer.start(folder, LITTLE_PATIENCE);
        }

        RegistryClient again = client();
        assertThat(again.get(RegistryClient.manifest(REPOSITORY, "kept")))
                .isServed(200)
                .hasBody(image.manifest());
        Answer status = again.get(resumed);
        assertThat(status).isServed(204);
        int received = received(status);
        Assertions.assertThat(received).isBetween(100_000, 200_000);
        Answer rest = again.patch(location(status), received, Content.part(blob, received, blob.length));
        assertThat(rest).isServed(202).hasHeader("Range", "0-299999");
        assertThat(again.finish(location(rest), Content.digest(blob), NOTHING)).isServed(201);
        assertThat(again.get(RegistryClient.blob(REPOSITORY, Content.digest(blob))))
                .isServed(200)
                .hasBody(blob);
    }

    @Test
    @DisplayName("SPEC row 43: an upload lives as long as its key")
    void row43UploadLivesAsLongAsItsKey() throws IOException {
        RegistryClient client = client();
        byte[] blob = Content.fresh(100);
        String key = "fresh " + Base64.getEncoder().encodeToString(Content.fresh(32)) + "\n";
        String upload = client.append(client.begin(REPOSITORY), blob);
        assertThat(client.get(upload)).isServed(204).hasHeader("Range", "0-99");

        Path keys = server.home().resolve("etc/amphora-token.key");
        Path next = Files.writeString(folder.resolve("next.key"), key);
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(keys));
        Files.move(next, keys, StandardCopyOption.ATOMIC_MOVE);
        Eventually.isTrue("the key is gone", () -> client.get(upload).status() != 204);

        assertThat(client.get(upload)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.finish(upload, Content.digest(blob), NOTHING)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.finish(client.begin(REPOSITORY), Content.digest(blob), blob))
                .isServed(201);
    }

    private static Set<Integer> statusesUntilRefused(int port) throws IOException {
        Set<Integer> statuses = new HashSet<>();
        while (true) {
            Connection connection;
            try {
                connection = Connection.open(port);
            } catch (ConnectException e) {
                return statuses;
            }
            try (connection) {
                connection
                        .exchangeUnlessCut(Request.of("GET", "/v2/"))
                        .ifPresent(answer -> statuses.add(answer.status()));
            }
        }
    }

    /** Stops the server while a PATCH runs; where the upload goes on, by what its client knows. */
    private static String stopDuring(String upload, byte[] bytes) throws Exception {
        int half = bytes.length / 2;
        try (Connection connection = client().connect();
                AtOnce threads = new AtOnce(1)) {
            connection
                    .announce(Request.of("PATCH", upload).header("Content-Length", Integer.toString(bytes.length)))
                    .send(Content.part(bytes, 0, half));
            Future<?> stopping = threads.submit(() -> {
                server.stop();
                return null;
            });
            AtOnce.isDoneWithin(stopping, 200);
            String next = upload;
            try {
                Answer answer =
                        connection.send(Content.part(bytes, half, bytes.length)).receive("PATCH");
                assertThat(answer).hasStatus(202, 503);
                next = answer.status() == 202 ? location(answer) : upload;
            } catch (IOException e) {
                // Cut: the client knows nothing new.
            }
            stopping.get();
            return next;
        }
    }

    private static int received(Answer status) {
        String range = status.header("Range").orElseThrow();
        return Integer.parseInt(range.substring(range.indexOf('-') + 1)) + 1;
    }

    private static RegistryClient client() {
        return new RegistryClient(server.port());
    }
}

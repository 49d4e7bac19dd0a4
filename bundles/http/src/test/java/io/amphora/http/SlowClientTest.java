package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Waiting, for clients and for storage, holds no thread; and it ends. */
class SlowClientTest {

    private static final int MORE_THAN_THREADS = 40;
    private static final int MIB = 1024 * 1024;

    @Test
    @DisplayName("SPEC 6.5 rows 123, 124")
    void slowPushesHoldNoThread() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try (RegistryServer server = RegistryServer.local()) {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                RawConnection connection = server.connect();
                slow.add(connection);
                connection.send(
                        "PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            }

            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
            for (RawConnection connection : slow) {
                connection.send("b");
                assertThat(connection.answer().header("Range")).contains("0-1");
            }
        } finally {
            closeAll(slow);
        }
    }

    @Test
    @DisplayName("SPEC 6.3 row 60, endless")
    void whatASlowClientSentIsLookedAtBeforeTheBufferIsFull() throws Exception {
        try (RegistryServer server = RegistryServer.local();
                RawConnection connection = server.connect()) {
            connection.send("PUT /v2/a/b/manifests/v1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(FakeRegistry.LIMIT + 2) + "\r\n");
            connection.send(new byte[FakeRegistry.LIMIT + 1]);

            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void slowPullsHoldNoThread() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try (RegistryServer server = RegistryServer.local()) {
            Digest large = server.registry.put("a/b", new byte[16 * MIB]);
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                RawConnection connection = server.connect();
                slow.add(connection);
                connection.send("GET /v2/a/b/blobs/" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }

            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
            assertThat(eventually(() -> server.registry.openLayers.get() == MORE_THAN_THREADS))
                    .isTrue();
            assertThat(slow.get(MORE_THAN_THREADS - 1).answer().body()).hasSize(16 * MIB);
        } finally {
            closeAll(slow);
        }
    }

    @Test
    @DisplayName("SPEC 6.4 row 99, 6.5 row 123")
    void whoMakesNoProgressIsCut() throws Exception {
        try (RegistryServer server = new RegistryServer(new RegistryServer.Settings("local", 0, 4, 1));
                RawConnection push = server.connect();
                RawConnection pull = server.connect()) {
            Digest large = server.registry.put("a/b", new byte[32 * MIB]);
            push.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            pull.send("GET /v2/a/b/blobs/" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(push.isClosedByPeer()).isTrue();
            assertThat(eventually(() -> server.registry.openLayers.get() == 0)).isTrue();
            assertThat(eventually(() -> server.servlet.status().get(2).value().equals("0")))
                    .isTrue();
        }
    }

    @Test
    void requestsWaitForStorageWithoutAThread() throws Exception {
        List<RawConnection> waiting = new ArrayList<>();
        try (RegistryServer server = RegistryServer.local()) {
            server.registry.ready = new CompletableFuture<>();
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                RawConnection connection = server.connect();
                waiting.add(connection);
                connection.send("GET /v2/a/b/tags/list HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            assertThat(eventually(() -> open(server) == MORE_THAN_THREADS)).isTrue();

            server.registry.ready.complete(null);

            for (RawConnection connection : waiting) {
                assertThat(connection.answer().text()).contains("NAME_UNKNOWN");
            }
        } finally {
            closeAll(waiting);
        }
    }

    @Test
    void whatIsNotReadyIs503AndNever404() throws Exception {
        try (RegistryServer server = RegistryServer.local()) {
            server.registry.ready = CompletableFuture.failedFuture(
                    new RegistryException(ErrorCode.UNAVAILABLE, "reason", "no storage"));

            Answer answer = server.request("GET /v2/a/b/manifests/latest HTTP/1.1");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("UNAVAILABLE");
            assertThat(answer.header("Retry-After")).isPresent();
        }
    }

    @Test
    @DisplayName("SPEC 6.5 row 130")
    void everyExchangeEndsWhenTheRegistryStops() throws Exception {
        try (RegistryServer server = RegistryServer.local();
                RawConnection push = server.connect();
                RawConnection pull = server.connect();
                RawConnection waiting = server.connect()) {
            Digest large = server.registry.put("a/b", new byte[32 * MIB]);
            push.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            pull.send("GET /v2/a/b/blobs/" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(eventually(() -> open(server) == 2)).isTrue();
            server.registry.ready = new CompletableFuture<>();
            waiting.send("GET /v2/a/b/tags/list HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(eventually(() -> open(server) == 3)).isTrue();

            server.servlet.deactivate();

            assertThat(push.drain()).isLessThan(1_000);
            assertThat(waiting.answer().status()).isEqualTo(503);
            assertThat(pull.drain()).isLessThan(32 * MIB);
            assertThat(open(server)).isZero();
            assertThat(server.registry.openLayers).hasValue(0);
            assertThat(eventually(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("amphora-http"))))
                    .isTrue();
            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(503);
        }
    }

    private static int open(RegistryServer server) {
        return Integer.parseInt(server.servlet.status().get(1).value());
    }

    private static void closeAll(List<RawConnection> connections) throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }
}

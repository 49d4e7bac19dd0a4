package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers to requests that are still being sent: each arrives, and nobody who goes on sending is read for ever. */
class EarlyAnswerTest {

    private static final int MIB = 1024 * 1024;
    private static final int MORE_THAN_THREADS = 40;

    private static RegistryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RegistryServer.local();
        server.registry.onWrite = bytes -> {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "ended");
        };
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoLooksOnlyAfterSendingAllIsToldToo() throws IOException {
        try (RawConnection connection = patch(server.upload(), 8 * MIB, "")) {
            connection.send(new byte[8 * MIB]);

            Answer answer = connection.answer();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(connection.endsProperly()).isTrue();
        }
        assertThat(nothingIsOpen()).isTrue();
    }

    @Test
    void aRefusalBeforeTheBodyArrivesToo() throws IOException {
        try (RawConnection connection = patch("/v2/a/b/blobs/uploads/x", 8 * MIB, "")) {
            connection.send(new byte[8 * MIB]);

            assertThat(connection.answer().status()).isEqualTo(404);
            assertThat(connection.endsProperly()).isTrue();
        }
        assertThat(nothingIsOpen()).isTrue();
    }

    @Test
    void theAnswerComesWhileTheClientStillSends() throws IOException {
        try (RawConnection connection = patch(server.upload(), 2 * MIB, "")) {
            connection.send(new byte[1000]);
            assertThat(connection.answer().status()).isEqualTo(404);

            connection.send(new byte[2 * MIB - 1000]);

            assertThat(connection.endsProperly()).isTrue();
        }
        assertThat(nothingIsOpen()).isTrue();
    }

    @Test
    void whoStopsSendingHoldsNothingForLong() throws IOException {
        List<RawConnection> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                RawConnection connection = patch(server.upload(), 2 * MIB, "");
                stalled.add(connection);
                connection.send(new byte[1000]);
            }
            for (RawConnection connection : stalled) {
                assertThat(connection.answer().status()).isEqualTo(404);
            }

            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
            assertThat(nothingIsOpen()).isTrue();
            assertThat(stalled.get(0).isClosedByPeer()).isTrue();
        } finally {
            for (RawConnection connection : stalled) {
                connection.close();
            }
        }
    }

    @Test
    void whoGoesOnForEverIsCut() throws IOException {
        try (RawConnection connection = patch(server.upload(), 1024L * MIB, "")) {
            assertThat(connection.sendUntilCut(MIB, 1024)).isLessThan(1024);
        }
        assertThat(nothingIsOpen()).isTrue();
    }

    @Test
    void aBodyThatWasNotAskedForIsNotWaitedFor() throws IOException {
        try (RawConnection connection = patch("/v2/a/b/blobs/uploads/x", 5, "Expect: 100-continue\r\n")) {
            assertThat(connection.answer().status()).isEqualTo(404);
            assertThat(connection.endsProperly()).isTrue();
        }
    }

    private static RawConnection patch(String upload, long length, String headers) throws IOException {
        RawConnection connection = server.connect();
        connection.send("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + length
                + "\r\n\r\n");
        return connection;
    }

    private static boolean nothingIsOpen() {
        return eventually(() -> server.servlet.status().get(1).value().equals("0"));
    }
}

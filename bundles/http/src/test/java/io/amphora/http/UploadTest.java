package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushing layers. */
class UploadTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static RegistryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RegistryServer.local();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void postBeginsAnUpload() throws IOException {
        Answer answer = server.request("POST /v2/a/b/blobs/uploads/ HTTP/1.1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location").orElseThrow()).startsWith("/v2/a/b/blobs/uploads/");
        assertThat(answer.header("Range")).contains("0-0");
        assertThat(answer.header("Content-Length")).contains("0");
        assertThat(answer.header("Docker-Upload-UUID")).isPresent();
        assertThat(answer.header("Docker-Distribution-Api-Version")).contains("registry/2.0");
    }

    @ParameterizedTest
    @CsvSource({"sha256,202", "sha512,400", "SHA256,400", "'',400"})
    void postRefusesAnAlgorithmThatTheEndWouldRefuse(String algorithm, int status) throws IOException {
        Answer answer = server.request("POST /v2/a/b/blobs/uploads/?digest-algorithm=" + algorithm + " HTTP/1.1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text().contains("UNSUPPORTED")).isEqualTo(status == 400);
    }

    @Test
    void postReadsAndDropsABody() throws IOException {
        assertThat(server.request("POST /v2/a/b/blobs/uploads HTTP/1.1", new byte[100_000])
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aStreamThenAnEmptyPutMakesABlob() throws IOException {
        Answer patched = server.request("PATCH " + server.upload() + " HTTP/1.1", HELLO);
        Answer put = put(patched.header("Location").orElseThrow(), HELLO, new byte[0]);

        assertThat(patched.status()).isEqualTo(202);
        assertThat(patched.header("Range")).contains("0-4");
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.header("Location")).contains("/v2/a/b/blobs/" + FakeRegistry.digest(HELLO));
        assertThat(put.header("Docker-Content-Digest"))
                .contains(FakeRegistry.digest(HELLO).toString());
        assertThat(server.registry.blobs.get("a/b@" + FakeRegistry.digest(HELLO)))
                .isEqualTo(HELLO);
    }

    @Test
    void aLargeBodyWithoutLengthArrivesWhole() throws IOException {
        byte[] content = new byte[5 * 1024 * 1024 + 17];
        new Random(1).nextBytes(content);

        Answer patched;
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send(Integer.toHexString(content.length) + "\r\n");
            connection.send(content);
            connection.send("\r\n0\r\n\r\n");
            patched = connection.answer();
        }
        put(patched.header("Location").orElseThrow(), content, new byte[0]);

        assertThat(patched.header("Range")).contains("0-" + (content.length - 1));
        assertThat(server.registry.blobs.get("a/b@" + FakeRegistry.digest(content)))
                .isEqualTo(content);
        assertThat(buffersInUse()).isTrue();
    }

    @Test
    @DisplayName("SPEC 6.2 row 23")
    void aWrongDigestEndsTheUpload() throws IOException {
        String upload = server.upload();

        Answer answer = put(upload, HELLO, "other".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"code\":\"DIGEST_INVALID\"");
        assertThat(status(upload)).isEqualTo(404);
    }

    @Test
    @DisplayName("SPEC 6.2 rows 24, 25, 26")
    void aDigestThatCannotBeTakenLeavesTheUploadUsable() throws IOException {
        String upload = server.upload();
        String digest = FakeRegistry.digest(HELLO).toString();
        String other = FakeRegistry.digest(new byte[1]).toString();

        for (String query : new String[] {
            "", "?digest=", "?digest=sha256:zz", "?digest=md5:00", "?digest=" + digest + "&digest=" + other
        }) {
            Answer answer = server.request("PUT " + upload + query + " HTTP/1.1", HELLO);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.text()).contains("DIGEST_INVALID");
        }
        Answer twice = server.request(
                "PUT " + upload + "?digest=" + digest + "&digest=" + digest.replace(":", "%3A") + " HTTP/1.1", HELLO);

        assertThat(twice.status()).isEqualTo(201);
    }

    @Test
    @DisplayName("SPEC 6.2 rows 27, 28")
    void anInterruptedBodyAcknowledgesNothing() throws IOException {
        String upload = server.upload();

        for (String framing :
                new String[] {"Content-Length: 1000\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                }) {
            try (RawConnection connection = server.connect()) {
                connection.send("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\n" + framing);
            }
            assertThat(eventually(() -> server.servlet.status().get(1).value().equals("0")))
                    .isTrue();
        }
        Answer again = server.request("PATCH " + upload + " HTTP/1.1", HELLO);

        assertThat(again.header("Range")).contains("0-4");
        assertThat(buffersInUse()).isTrue();
    }

    @Test
    @DisplayName("SPEC 6.2 row 29")
    void aResetDuringPutLeavesTheUpload() throws IOException {
        String upload = server.upload();

        try (RawConnection connection = server.connect()) {
            connection.send("PUT " + upload + "?digest=" + FakeRegistry.digest(HELLO)
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhello");
            connection.reset();
        }

        assertThat(eventually(() -> server.servlet.status().get(1).value().equals("0")))
                .isTrue();
        assertThat(put(upload, HELLO, HELLO).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("SPEC 6.2 rows 30, 31, 32, 33")
    void whatDoesNotGoOnAtTheOffsetIs416() throws IOException {
        String next = server.request("PATCH " + server.upload() + " HTTP/1.1", HELLO)
                .header("Location")
                .orElseThrow();

        for (String range : new String[] {
            "6-10", "0-4", "4-8", "bytes 5-9/10", "abc", "9-0", "-5", "5-", "5-99999999999999999999", ""
        }) {
            for (String request :
                    new String[] {"PATCH " + next, "PUT " + next + "?digest=" + FakeRegistry.digest(HELLO)}) {
                Answer answer = server.request(request + " HTTP/1.1\r\nContent-Range: " + range, HELLO);
                assertThat(answer.status()).as(request + range).isEqualTo(416);
                assertThat(answer.text()).contains("BLOB_UPLOAD_INVALID");
                assertThat(answer.header("Range")).contains("0-4");
                assertThat(answer.header("Location")).contains(next);
                assertThat(answer.header("Docker-Upload-UUID")).isPresent();
            }
        }
        assertThat(server.request("PATCH " + next + " HTTP/1.1\r\nContent-Range: 5-9", HELLO)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aStaleAddressIs416ButCanBeAsked() throws IOException {
        String upload = server.upload();
        server.request("PATCH " + upload + " HTTP/1.1", HELLO);

        assertThat(server.request("PATCH " + upload + " HTTP/1.1", HELLO).status())
                .isEqualTo(416);
        Answer status = server.request("GET " + upload + " HTTP/1.1");
        assertThat(status.status()).isEqualTo(204);
        assertThat(status.header("Range")).contains("0-4");
        assertThat(status.header("Content-Length")).isEmpty();
    }

    @Test
    @DisplayName("SPEC 6.2 rows 34, 35")
    void aLengthThatDiffersFromTheRangeIs400() throws IOException {
        String upload = server.upload();

        Answer announced = server.request("PATCH " + upload + " HTTP/1.1\r\nContent-Range: 0-9", new byte[11]);
        Answer more = chunked(upload, "0-9", "0123456789a");
        Answer less = chunked(upload, "0-9", "012345678");

        for (Answer answer : new Answer[] {announced, more, less}) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("SIZE_INVALID");
        }
        assertThat(server.request("PATCH " + upload + " HTTP/1.1", HELLO).header("Range"))
                .contains("0-4");
    }

    @Test
    @DisplayName("SPEC 6.2 row 41")
    void aRepeatedPutIsAnsweredAgain() throws IOException {
        String upload = server.upload();

        assertThat(put(upload, HELLO, HELLO).status()).isEqualTo(201);
        assertThat(put(upload, HELLO, HELLO).status()).isEqualTo(201);
        assertThat(put(upload, HELLO, new byte[0]).status()).isEqualTo(201);
        assertThat(put(upload, new byte[1], new byte[0]).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("SPEC 6.2 rows 42, 44")
    void anUploadThatIsNotThereIs404() throws IOException {
        String foreign = server.upload().replace("/a/b/", "/c/d/");

        for (String upload : new String[] {
            foreign, "/v2/a/b/blobs/uploads/x", "/v2/a/b/blobs/uploads/..%2f", "/v2/a/b/blobs/uploads/0-0-0-0-0.t"
        }) {
            for (String method : new String[] {"GET", "PATCH", "DELETE", "PUT"}) {
                String query = method.equals("PUT") ? "?digest=" + FakeRegistry.digest(HELLO) : "";
                Answer answer = server.request(method + " " + upload + query + " HTTP/1.1");
                assertThat(answer.status()).as(method + upload).isEqualTo(404);
                assertThat(answer.text()).contains("BLOB_UPLOAD_UNKNOWN");
            }
        }
    }

    @Test
    void deleteEndsAnUpload() throws IOException {
        String upload = server.upload();

        assertThat(server.request("DELETE " + upload + " HTTP/1.1").status()).isEqualTo(204);
        assertThat(status(upload)).isEqualTo(404);
        assertThat(server.request("DELETE " + upload + " HTTP/1.1").status()).isEqualTo(404);
    }

    @Test
    void anEmptyPatchChangesNothing() throws IOException {
        String upload = server.upload();

        for (String length : new String[] {"", "\r\nContent-Length: 0"}) {
            Answer answer = server.request("PATCH " + upload + " HTTP/1.1" + length);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("Range")).contains("0-0");
            assertThat(answer.header("Location")).contains(upload);
        }
    }

    @Test
    @DisplayName("SPEC 6.2 row 47")
    void anEmptyBlobCanBePushed() throws IOException {
        assertThat(put(server.upload(), new byte[0], new byte[0]).status()).isEqualTo(201);
        try (RawConnection connection = server.connect()) {
            connection.send("PUT " + server.upload() + "?digest=" + FakeRegistry.digest(new byte[0])
                    + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(201);
        }
        String path = "/v2/a/b/blobs/" + FakeRegistry.digest(new byte[0]);
        assertThat(server.request("HEAD " + path + " HTTP/1.1").header("Content-Length"))
                .contains("0");
        assertThat(server.request("GET " + path + " HTTP/1.1").body()).isEmpty();
    }

    @Test
    @DisplayName("SPEC 6.5 row 125")
    void aBodyIsAskedForOnlyWhereItIsWanted() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send("PATCH /v2/a/b/blobs/uploads/x HTTP/1.1\r\nHost: localhost\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(404);
        }
        try (RawConnection connection = server.connect()) {
            connection.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send(HELLO);
            assertThat(connection.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void anErrorBeforeTheBodyClosesTheConnection() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "PATCH /v2/a/b/blobs/uploads/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx");
            Answer answer = connection.answer();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void anUploadThatEndsWhileItIsSentIs404() throws IOException {
        String upload = server.upload();

        try (RawConnection connection = server.connect()) {
            connection.send("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na");
            server.request("DELETE " + upload + " HTTP/1.1");
            connection.send("bc");

            assertThat(connection.answer().status()).isEqualTo(404);
        }
    }

    private static boolean buffersInUse() {
        return eventually(() -> server.servlet.status().get(2).value().equals("0"));
    }

    private static int status(String upload) throws IOException {
        return server.request("GET " + upload + " HTTP/1.1").status();
    }

    private static Answer put(String upload, byte[] content, byte[] body) throws IOException {
        return server.request("PUT " + upload + "?digest=" + FakeRegistry.digest(content) + " HTTP/1.1", body);
    }

    private static Answer chunked(String upload, String range, String body) throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nContent-Range: " + range
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                    + "\r\n0\r\n\r\n");
            return connection.answer();
        }
    }
}

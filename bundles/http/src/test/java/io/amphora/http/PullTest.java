package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pulling layers and manifests, and what everything answers. */
class PullTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);
    private static RegistryServer server;
    private static Digest digest;

    @BeforeAll
    static void start() throws Exception {
        server = RegistryServer.local();
        digest = server.registry.put("a/b", CONTENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theBaseAnswersThatThisIsARegistry() throws IOException {
        for (String path : new String[] {"/v2", "/v2/"}) {
            Answer answer = server.request("GET " + path + " HTTP/1.1");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{}");
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.header("Docker-Distribution-Api-Version")).contains("registry/2.0");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    @DisplayName("SPEC 6.4 row 97")
    void headSaysWhatGetBrings() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send("HEAD /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Answer head = connection.answer(true);
            connection.send("GET /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Answer get = connection.answer();

            assertThat(head.header("Content-Length")).contains("10");
            assertThat(get.body()).isEqualTo(CONTENT);
            assertThat(get.header("Docker-Content-Digest")).contains(digest.toString());
            assertThat(get.header("ETag")).contains("\"" + digest + "\"");
            assertThat(get.header("Accept-Ranges")).contains("bytes");
            assertThat(get.header("Content-Type")).contains("application/octet-stream");
            assertThat(get.header("Cache-Control")).contains("private, max-age=31536000, immutable");
        }
        assertThat(eventually(() -> server.registry.openLayers.get() == 0)).isTrue();
    }

    @Test
    void aLargeBlobArrivesWhole() throws IOException {
        byte[] content = new byte[9 * 1024 * 1024 + 3];
        new Random(2).nextBytes(content);
        Digest large = server.registry.put("a/b", content);

        Answer answer = server.request("GET /v2/a/b/blobs/" + large + " HTTP/1.1");
        Answer part = server.request("GET /v2/a/b/blobs/" + large + " HTTP/1.1\r\nRange: bytes=1000000-5000000");

        assertThat(answer.body()).isEqualTo(content);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 5_000_001));
        assertThat(eventually(() -> server.servlet.status().get(2).value().equals("0")))
                .isTrue();
    }

    @Test
    @DisplayName("SPEC 6.4 rows 91, 92, 93")
    void rangesAreServed() throws IOException {
        Answer part = server.request("GET /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nRange: bytes=-3");
        Answer none = server.request("GET /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nRange: bytes=500-0");

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("789");
        assertThat(part.header("Content-Range")).contains("bytes 7-9/10");
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.header("Content-Range")).contains("bytes */10");
        assertThat(part.header("Cache-Control")).isPresent();
        assertThat(none.header("Cache-Control")).isEmpty();
    }

    @Test
    @DisplayName("SPEC 6.4 row 96")
    void conditionsAreLookedAtBeforeRanges() throws IOException {
        String get = "GET /v2/a/b/blobs/" + digest + " HTTP/1.1\r\nRange: bytes=0-0\r\n";

        assertThat(server.request(get + "If-Range: \"other\"").text()).isEqualTo("0123456789");
        assertThat(server.request(get + "If-Range: \"" + digest + "\"").text()).isEqualTo("0");
        for (String tag : new String[] {
            "\"" + digest + "\"", digest.toString(), "W/\"" + digest + "\"", "*", "\"x\", \"" + digest + "\""
        }) {
            Answer answer = server.request(get + "If-None-Match: " + tag);
            assertThat(answer.status()).as(tag).isEqualTo(304);
            assertThat(answer.header("ETag")).isPresent();
        }
    }

    @Test
    void anUnknownBlobIs404() throws IOException {
        Answer answer = server.request("GET /v2/x/y/blobs/" + digest + " HTTP/1.1");
        Answer other = server.request("GET /v2/a/b/blobs/md5:0123 HTTP/1.1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("BLOB_UNKNOWN");
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(other.status()).isEqualTo(404);
    }

    @Test
    @DisplayName("SPEC 6.4 row 100")
    void aBlobThatVanishesIsCutOff() throws Exception {
        try (RegistryServer own = RegistryServer.local()) {
            Digest large = own.registry.put("a/b", new byte[5 * 1024 * 1024]);
            own.registry.vanishesAt = 2 * 1024 * 1024;

            assertThatThrownBy(() -> own.request("GET /v2/a/b/blobs/" + large + " HTTP/1.1"))
                    .isInstanceOf(EOFException.class);
            assertThat(eventually(() -> own.registry.openLayers.get() == 0)).isTrue();
        }
    }

    @Test
    void aBlobWithFewerBytesThanItSaysIsCutOff() throws Exception {
        try (RegistryServer own = RegistryServer.local()) {
            Digest large = own.registry.put("a/b", new byte[2 * 1024 * 1024]);
            own.registry.lie = 1;
            String path = "/v2/a/b/blobs/" + large + " HTTP/1.1";

            assertThatThrownBy(() -> own.request("GET " + path))
                    .isInstanceOf(EOFException.class)
                    .hasMessageEndingWith("of 2097153");
            assertThatThrownBy(() -> own.request("GET " + path + "\r\nRange: bytes=1-"))
                    .isInstanceOf(EOFException.class);
            assertThat(own.request("HEAD " + path).header("Content-Length")).contains("2097153");
        }
    }

    @Test
    void ofABlobWithMoreBytesThanItSaysNoMoreIsSent() throws Exception {
        try (RegistryServer own = RegistryServer.local();
                RawConnection connection = own.connect()) {
            Digest large = own.registry.put("a/b", new byte[2 * 1024 * 1024]);
            own.registry.lie = -1;
            String path = "/v2/a/b/blobs/" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

            connection.send("GET " + path + "HEAD " + path);

            assertThat(connection.answer().body()).hasSize(2 * 1024 * 1024 - 1);
            assertThat(connection.answer(true).header("Content-Length")).contains("2097151");
        }
    }

    @Test
    void aBlobThatGivesNothingIsAnError() throws Exception {
        try (RegistryServer own = RegistryServer.local()) {
            Digest stuck = own.registry.put("a/b", CONTENT);
            own.registry.onRead = Buffer::rewind;

            assertThat(own.request("GET /v2/a/b/blobs/" + stuck + " HTTP/1.1").status())
                    .isEqualTo(500);
        }
    }

    @Test
    void aBlobThatCannotBeReadAtAllIsAnError() throws Exception {
        try (RegistryServer own = RegistryServer.local()) {
            Digest gone = own.registry.put("a/b", CONTENT);
            own.registry.vanishesAt = 0;

            assertThat(own.request("GET /v2/a/b/blobs/" + gone + " HTTP/1.1").status())
                    .isEqualTo(500);
        }
    }

    @Test
    void manifestsAreServedAsTheyWerePushed() throws IOException {
        byte[] manifest = "{ \"schemaVersion\" : 2 }\n".getBytes(StandardCharsets.US_ASCII);
        Digest name = FakeRegistry.digest(manifest);

        Answer put =
                server.request("PUT /v2/a/b/manifests/v1 HTTP/1.1\r\nContent-Type: application/vnd.x+json", manifest);
        Answer get = server.request("GET /v2/a/b/manifests/v1 HTTP/1.1\r\nAccept: text/html");
        Answer head = server.request("HEAD /v2/a/b/manifests/" + name + " HTTP/1.1");
        Answer same = server.request("GET /v2/a/b/manifests/v1 HTTP/1.1\r\nIf-None-Match: " + name);

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.header("Location")).contains("/v2/a/b/manifests/" + name);
        assertThat(put.header("Docker-Content-Digest")).contains(name.toString());
        assertThat(get.body()).isEqualTo(manifest);
        assertThat(get.header("Content-Type")).contains("application/vnd.x+json");
        assertThat(head.header("Content-Length")).contains(String.valueOf(manifest.length));
        assertThat(head.header("Docker-Content-Digest")).contains(name.toString());
        assertThat(same.status()).isEqualTo(304);
        assertThat(server.request("DELETE /v2/a/b/manifests/v1 HTTP/1.1").status())
                .isEqualTo(202);
        assertThat(server.request("GET /v2/a/b/manifests/v1 HTTP/1.1").status()).isEqualTo(404);
    }

    @Test
    void allFaultsOfAManifestAreReported() throws IOException {
        Answer answer = server.request("PUT /v2/a/b/manifests/v1 HTTP/1.1", CONTENT);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"errors\":["
                        + "{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"manifest names content that the repository does not"
                        + " hold\",\"detail\":{\"digest\":\"one\"}},"
                        + "{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"manifest names content that the repository does not"
                        + " hold\",\"detail\":{\"digest\":\"two\"}}]}");
    }

    @Test
    @DisplayName("SPEC 6.3 row 60")
    void aManifestAboveTheLimitIs413() throws IOException {
        byte[] exact = new byte[FakeRegistry.LIMIT];
        exact[0] = '{';

        assertThat(server.request("PUT /v2/a/b/manifests/v2 HTTP/1.1", exact).status())
                .isEqualTo(201);
        assertThat(server.request("PUT /v2/a/b/manifests/v2 HTTP/1.1", new byte[FakeRegistry.LIMIT + 1])
                        .text())
                .contains("MANIFEST_INVALID");
        try (RawConnection connection = server.connect()) {
            connection.send("PUT /v2/a/b/manifests/v2 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "100000\r\n");
            connection.send(new byte[0x100000]);
            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("SPEC 6.2 row 58")
    void anEncodedManifestIs415() throws IOException {
        Answer answer = server.request("PUT /v2/a/b/manifests/v1 HTTP/1.1\r\nContent-Encoding: gzip", CONTENT);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text()).contains("UNSUPPORTED");
    }

    @Test
    @DisplayName("SPEC 6.4 rows 101 to 106")
    void tagsAreListedInPages() throws IOException {
        for (String tag : new String[] {"1", "2", "3"}) {
            server.registry.tags.put("list/all:" + tag, digest);
        }
        String list = "/v2/list/all/tags/list";

        assertThat(server.request("GET " + list + " HTTP/1.1").text())
                .isEqualTo("{\"name\":\"list/all\",\"tags\":[\"1\",\"2\",\"3\"]}");
        Answer first = server.request("GET " + list + "?n=2 HTTP/1.1");
        assertThat(first.text()).contains("[\"1\",\"2\"]");
        assertThat(first.header("Link")).contains("<" + list + "?n=2&last=2>; rel=\"next\"");
        Answer last = server.request("GET " + list + "?n=2&last=2 HTTP/1.1");
        assertThat(last.text()).contains("[\"3\"]");
        assertThat(last.header("Link")).isEmpty();
        Answer none = server.request("GET " + list + "?n=0 HTTP/1.1");
        assertThat(none.text()).contains("\"tags\":[]");
        assertThat(none.header("Link")).isEmpty();
        for (String n : new String[] {"-1", "abc", "1.5", "99999999999999999999", ""}) {
            Answer answer = server.request("GET " + list + "?n=" + n + " HTTP/1.1");
            assertThat(answer.status()).as(n).isEqualTo(400);
            assertThat(answer.text()).contains("UNSUPPORTED");
        }
        assertThat(server.request("GET " + list + "?n=999999999 HTTP/1.1").status())
                .isEqualTo(200);
        assertThat(server.request("GET " + list + "?n=1&last=%0d%0aX-Evil:1 HTTP/1.1")
                        .header("X-Evil"))
                .isEmpty();
        assertThat(server.request("GET /v2/x/y/tags/list HTTP/1.1").text()).contains("NAME_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC 6.1 row 19")
    void aKnownAddressWithAnotherMethodIs405() throws IOException {
        Answer answer = server.request("DELETE /v2/a/b/tags/list HTTP/1.1");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).contains("UNSUPPORTED");
        assertThat(answer.header("Allow")).contains("GET, HEAD");
        assertThat(server.request("PUT /v2/_catalog HTTP/1.1").status()).isEqualTo(405);
        assertThat(server.request("FOO /v2/ HTTP/1.1").status()).isEqualTo(405);
        assertThat(server.request("TRACE /v2/ HTTP/1.1").status()).isEqualTo(405);
    }

    @Test
    @DisplayName("SPEC 6.5 rows 126, 127")
    void strangeRequestsAreAnswered() throws IOException {
        assertThat(server.request("GET /v2/ HTTP/1.1\r\nExpect: foo").status()).isEqualTo(417);
        try (RawConnection connection = server.connect()) {
            connection.send("GET /v2/ HTTP/1.0\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(400);
        }
    }
}

package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pushing a layer with one POST. */
class SinglePostTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final String DIGEST = FakeRegistry.digest(HELLO).toString();
    private RegistryServer server;

    @BeforeEach
    void start() throws Exception {
        server = RegistryServer.local();
    }

    @AfterEach
    void leavesNoUpload() {
        assertThat(eventually(() -> server.registry.uploads.isEmpty())).isTrue();
        server.close();
    }

    @Test
    @DisplayName("SPEC 6.2 row 50")
    void aBlobComesWithItsDigest() throws IOException {
        Answer answer = server.request(
                post(DIGEST.replace(":", "%3A")) + "\r\nContent-Type: application/x-www-form-urlencoded", HELLO);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).contains("/v2/a/b/blobs/" + DIGEST);
        assertThat(answer.header("Docker-Content-Digest")).contains(DIGEST);
        assertThat(server.registry.blobs.get("a/b@" + DIGEST)).isEqualTo(HELLO);
    }

    @Test
    @DisplayName("SPEC 6.2 row 51")
    void otherContentIsRefused() throws IOException {
        Answer answer = server.request(post(DIGEST), "other".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("DIGEST_INVALID");
    }

    @Test
    void aDigestThatCannotBeTakenIsRefused() throws IOException {
        for (String digest : new String[] {"sha256:zz", "md5:00", "", DIGEST + "&digest=sha256:" + "0".repeat(64)}) {
            assertThat(server.request(post(digest), HELLO).text()).contains("DIGEST_INVALID");
        }
        assertThat(server.registry.uploads).isEmpty();
    }

    @Test
    @DisplayName("SPEC 6.2 row 47")
    void aBlobWithoutBytesIsTaken() throws IOException {
        String empty = FakeRegistry.digest(new byte[0]).toString();

        assertThat(server.request(post(empty)).status()).isEqualTo(201);
        assertThat(server.request(post(empty) + "\r\nContent-Length: 0").status())
                .isEqualTo(201);
        assertThat(chunked(empty).status()).isEqualTo(201);
    }

    @Test
    void withoutBytesTheClientGoesOnWithTheUpload() throws IOException {
        for (Answer answer : new Answer[] {server.request(post(DIGEST)), chunked(DIGEST)}) {
            assertThat(answer.status()).isEqualTo(202);
            String put = answer.header("Location").orElseThrow() + "?digest=" + DIGEST;
            assertThat(server.request("PUT " + put + " HTTP/1.1", HELLO).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void anInterruptedBodyLeavesNothing() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send(post(DIGEST) + "\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
        }

        assertThat(eventually(() -> server.servlet.status().get(1).value().equals("0")))
                .isTrue();
        assertThat(server.registry.blobs).isEmpty();
    }

    private Answer chunked(String digest) throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send(post(digest) + "\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            return connection.answer();
        }
    }

    private static String post(String digest) {
        return "POST /v2/a/b/blobs/uploads/?digest=" + digest + " HTTP/1.1";
    }
}

package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.Digest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deleting layers. */
class BlobDeleteTest {

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
    void aDeletedBlobIsGone() throws IOException {
        Digest digest = server.registry.put("a/b", new byte[10]);
        server.registry.put("c/d", new byte[10]);

        Answer deleted = delete(digest.toString());

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.header("Content-Length")).contains("0");
        assertThat(server.request("HEAD /v2/a/b/blobs/" + digest + " HTTP/1.1").status())
                .isEqualTo(404);
        assertThat(server.request("GET /v2/c/d/blobs/" + digest + " HTTP/1.1").status())
                .isEqualTo(200);
        assertThat(delete(digest.toString()).text()).contains("BLOB_UNKNOWN");
    }

    @Test
    void whatIsNoDigestIsRefused() throws IOException {
        assertThat(delete("sha256:zz").text()).contains("DIGEST_INVALID");
    }

    private static Answer delete(String digest) throws IOException {
        return server.request("DELETE /v2/a/b/blobs/" + digest + " HTTP/1.1");
    }
}

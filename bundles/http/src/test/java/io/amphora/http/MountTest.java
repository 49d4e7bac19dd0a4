package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.http.access.AccessMode;
import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounting layers of other repositories. */
class MountTest {

    private static final byte[] CONTENT = "mounted".getBytes(StandardCharsets.US_ASCII);
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
    void aBlobOfTheSourceIsMounted() throws IOException {
        Answer answer = server.request(post("c/d", "mount=" + digest.toString().replace(":", "%3A") + "&from=a%2Fb"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).contains("/v2/c/d/blobs/" + digest);
        assertThat(answer.header("Docker-Content-Digest")).contains(digest.toString());
        assertThat(answer.header("Content-Length")).contains("0");
        assertThat(server.registry.blobs).containsKey("c/d@" + digest);
    }

    @Test
    void theBodyOfAMountIsReadAndDropped() throws IOException {
        Answer answer = server.request(post("c/e", "mount=" + digest + "&from=a/b"), new byte[100_000]);

        assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @DisplayName("SPEC 6.2 rows 52, 54")
    @ValueSource(
            strings = {
                "mount=DIGEST&from=x/y",
                "mount=DIGEST&from=..%2f..",
                "mount=DIGEST&from=A",
                "mount=DIGEST&from=",
                "mount=DIGEST",
                "mount=sha256:zz&from=a/b",
                "mount=&from=a/b",
                "mount=md5:0123&from=a/b",
                "from=a/b"
            })
    void whatCannotBeMountedBeginsAnUpload(String query) throws IOException {
        Answer answer = server.request(post("e/f", query.replace("DIGEST", digest.toString())));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location").orElseThrow()).startsWith("/v2/e/f/blobs/uploads/");
        assertThat(server.registry.blobs).doesNotContainKey("e/f@" + digest);
    }

    @Test
    void withoutASourceTheRepositorysOwnBlobIsFound() throws IOException {
        assertThat(server.request(post("a/b", "mount=" + digest)).status()).isEqualTo(201);
    }

    @Test
    void whoIsLetInMayReadEverySource() {
        RepositoryName source = RepositoryName.parse("a/b");

        assertThat(AccessMode.LOCAL.mayRead(Principal.ANONYMOUS, source)).isTrue();
        assertThat(AccessMode.CLOSED.mayRead(Principal.ANONYMOUS, source)).isFalse();
    }

    private static String post(String repository, String query) {
        return "POST /v2/" + repository + "/blobs/uploads/?" + query + " HTTP/1.1";
    }
}

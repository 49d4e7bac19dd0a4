package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows 47, 50 and 51 of SPEC.md 6.2: a blob that comes with one POST. */
@ExtendWith(SharedServer.class)
class SinglePostRows {

    private static final String REPOSITORY = "rows/single-post";
    private static final byte[] NOTHING = new byte[0];

    private final RegistryClient client;
    private final DistributionServer server;
    private final byte[] blob = Content.fresh(1000);
    private final String digest = Content.digest(blob);

    SinglePostRows(RegistryClient client, DistributionServer server) {
        this.client = client;
        this.server = server;
    }

    @Test
    @DisplayName("SPEC row 50: a blob comes with one POST, with curl's type or in chunks")
    void row50BlobComesWithOnePost() throws IOException {
        String form = "application/x-www-form-urlencoded";

        assertIsBlob(client.send(
                post(REPOSITORY, digest).header("Content-Type", form).body(blob)));
        assertIsBlob(
                client.send(post(REPOSITORY + "/te", digest.replace(":", "%3A")).chunked(blob)));
    }

    @Test
    @DisplayName("SPEC row 51: one with other content is refused, and nothing is left of it")
    void row51OtherContentIsRefused() throws IOException {
        String repository = REPOSITORY + "/refused";

        assertThat(client.send(post(repository, digest).body(Content.fresh(1000))))
                .isRefused(400, "DIGEST_INVALID");
        assertThat(client.send(post(repository, "sha256:zz").body(blob))).isRefused(400, "DIGEST_INVALID");

        assertThat(client.get(RegistryClient.blob(repository, digest))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(new UploadFolder(server.home(), repository).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("A POST that breaks off leaves no upload, as nobody knows its address")
    void brokenPostLeavesNothing() throws IOException {
        String repository = REPOSITORY + "/broken";
        Request post = post(repository, digest).header("Content-Length", "1000").tail(Content.part(blob, 0, 300));

        UploadFolder folder = new UploadFolder(server.home(), repository);
        try (Connection connection = client.connect()) {
            connection.send(post.bytes());
            Eventually.isTrue("the upload begins", () -> !folder.isEmpty());
        }

        Eventually.isTrue("the upload is gone", folder::isEmpty);
    }

    @Test
    @DisplayName("SPEC row 47: a blob without bytes comes with one POST")
    void row47EmptyBlobComesWithOnePost() throws IOException {
        String empty = Content.digest(NOTHING);

        assertThat(client.send(post(REPOSITORY, empty).body(NOTHING))).isServed(201);
        assertThat(client.send(post(REPOSITORY, empty).chunked())).isServed(201);
    }

    @Test
    @DisplayName("A digest without the blob begins an upload")
    void digestWithoutBlobBeginsAnUpload() throws IOException {
        Answer begun = client.send(post(REPOSITORY, digest).body(NOTHING));

        assertThat(begun).isServed(202);
        assertIsBlob(client.finish(location(begun), digest, blob));
    }

    private void assertIsBlob(Answer answer) throws IOException {
        assertThat(answer).isServed(201).hasHeader("Docker-Content-Digest", digest);
        assertThat(client.get(location(answer))).isServed(200).hasBody(blob);
    }

    private static Request post(String repository, String digest) {
        return Request.of("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest);
    }
}

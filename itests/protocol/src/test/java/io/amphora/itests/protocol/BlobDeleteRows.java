package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SPEC.md 1.6: deleting blobs. Rows 100 and 131 of section 6, of the latter what is about blobs. */
@ExtendWith(SharedServer.class)
class BlobDeleteRows {

    private static final String REPOSITORY = "rows/blob-deletes";
    private static final String PID = "io.amphora.registry";

    private final RegistryClient client;
    private final DistributionServer server;

    BlobDeleteRows(RegistryClient client, DistributionServer server) {
        this.client = client;
        this.server = server;
    }

    @Test
    @DisplayName("[C11] [CM] a deleted blob is gone at once, in its repository only")
    void deletedBlobIsGone() throws IOException {
        byte[] blob = Content.fresh(1000);
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, blob));
        String elsewhere = RegistryClient.blob(REPOSITORY + "/other", client.push(REPOSITORY + "/other", blob));

        assertThat(client.delete(target)).isServed(202);

        assertThat(client.head(target)).isRefusedWithoutBody(404);
        assertThat(client.get(target)).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.delete(target)).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.get(elsewhere)).isServed(200).hasBody(blob);
        client.push(REPOSITORY, blob);
        assertThat(client.get(target)).isServed(200).hasBody(blob);
    }

    @Test
    @DisplayName("What is not there cannot be deleted")
    void whatIsNotThereCannotBeDeleted() throws IOException {
        String unknown = Content.digest(Content.fresh(10));

        assertThat(client.delete(RegistryClient.blob(REPOSITORY, unknown))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.delete(RegistryClient.blob("x/y", unknown))).hasStatus(404);
        assertThat(client.delete(RegistryClient.blob(REPOSITORY, "sha256:zz"))).isRefused(400, "DIGEST_INVALID");
    }

    @Test
    @DisplayName("SPEC row 100: a blob that is deleted while it is read is read to its end, or cut")
    void row100DeletedBlobIsReadToItsEnd() throws IOException {
        byte[] blob = Content.fresh(16 * 1024 * 1024);
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, blob));

        try (Connection reader = client.connect()) {
            reader.send(Request.of("GET", target).bytes());
            assertThat(client.delete(target)).isServed(202);

            assertThat(reader.receive("GET")).isServed(200).hasBody(blob);
        }
        assertThat(client.get(target)).isRefused(404, "BLOB_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 131: where deleting is switched off a blob stays")
    void row131BlobStaysWhereDeletingIsOff() throws IOException {
        byte[] blob = Content.fresh(100);
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, blob));
        String unknown = RegistryClient.blob(REPOSITORY, Content.digest(Content.fresh(10)));

        server.set(PID, "deleteEnabled", "false");
        try {
            Eventually.isTrue("deleting is off", () -> client.delete(unknown).status() == 405);
            assertThat(client.delete(target)).isRefused(405, "UNSUPPORTED");
            assertThat(client.get(target)).isServed(200).hasBody(blob);
        } finally {
            server.set(PID, "deleteEnabled", "true");
        }
        Eventually.isTrue("deleting is on", () -> client.delete(unknown).status() == 404);
        assertThat(client.delete(target)).isServed(202);
    }
}

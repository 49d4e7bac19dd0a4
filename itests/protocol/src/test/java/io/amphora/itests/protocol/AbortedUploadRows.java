package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.client.RegistryClient.withDigest;
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

/** Rows 27 to 29 of SPEC.md 6.2: clients that vanish in the middle of a body. */
@ExtendWith(SharedServer.class)
class AbortedUploadRows {

    private static final String REPOSITORY = "rows/aborted";
    private static final byte[] NOTHING = new byte[0];
    private static final int PIECE = 100_000;

    private final RegistryClient client;
    private final UploadFolder folder;
    private final byte[] blob = Content.fresh(3 * PIECE);
    private final String digest = Content.digest(blob);

    AbortedUploadRows(DistributionServer server, RegistryClient client) {
        this.client = client;
        this.folder = new UploadFolder(server.home(), REPOSITORY);
    }

    @Test
    @DisplayName("SPEC row 27: after a cut, the same place takes other bytes")
    void row27CutBodyIsReplacedFromTheAcknowledgedOffset() throws IOException {
        String next = client.append(client.begin(REPOSITORY), Content.part(blob, 0, PIECE));
        cutInTheMiddle(next, Content.fresh(PIECE));

        Answer again = client.patch(next, PIECE, Content.part(blob, PIECE, 3 * PIECE));

        assertThat(again).isServed(202).hasHeader("Range", "0-299999");
        assertThat(client.finish(location(again), digest, NOTHING)).isServed(201);
        assertIsWhole();
    }

    @Test
    @DisplayName("SPEC row 27: after a cut, a client may ask how far it is and go on there")
    void row27CutBodyIsContinuedWhereTheStatusSays() throws IOException {
        String next = client.append(client.begin(REPOSITORY), Content.part(blob, 0, PIECE));
        cutInTheMiddle(next, Content.part(blob, PIECE, 2 * PIECE));

        Answer status = client.get(next);
        int received = received(status);
        Answer rest = client.patch(location(status), received, Content.part(blob, received, blob.length));

        assertThat(status).isServed(204);
        assertThat(received).isBetween(PIECE, 2 * PIECE);
        assertThat(rest).isServed(202).hasHeader("Range", "0-299999");
        assertThat(client.finish(location(rest), digest, NOTHING)).isServed(201);
        assertIsWhole();
    }

    @Test
    @DisplayName("SPEC row 28: a body shorter than its length acknowledges nothing and leaves nothing")
    void row28ShortBodyAcknowledgesNothing() throws IOException {
        String upload = client.begin(REPOSITORY);
        try (Connection connection = client.connect()) {
            connection.send(Request.of("PATCH", upload)
                    .header("Content-Length", "1000")
                    .tail(Content.fresh(500))
                    .bytes());
            connection.finishOutput();
            assertThat(connection.receiveBytes(200)).asString().doesNotContain("HTTP/1.1 2");
        }

        assertThat(client.patch(upload, 0, blob)).isServed(202).hasHeader("Range", "0-299999");
        assertThat(client.delete(upload)).isServed(204);
        folder.assertHoldsNothingOf(upload);
    }

    @Test
    @DisplayName("SPEC row 28: a PUT shorter than its length does not end the upload")
    void row28ShortPutDoesNotEndTheUpload() throws IOException {
        String upload = client.begin(REPOSITORY);
        try (Connection connection = client.connect()) {
            connection.send(Request.of("PUT", withDigest(upload, digest))
                    .header("Content-Length", Integer.toString(blob.length))
                    .tail(Content.part(blob, 0, PIECE))
                    .bytes());
        }

        assertThat(client.head(RegistryClient.blob(REPOSITORY, digest))).isRefusedWithoutBody(404);
        assertThat(client.finish(upload, digest, blob)).isServed(201);
        assertIsWhole();
    }

    @Test
    @DisplayName("SPEC row 29: a reset in a PUT leaves the upload where it was")
    void row29ResetLeavesTheUploadWhereItWas() throws IOException {
        String next = client.append(client.begin(REPOSITORY), Content.part(blob, 0, PIECE));
        Connection connection = client.connect();
        connection.send(Request.of("PUT", withDigest(next, digest))
                .header("Content-Length", Integer.toString(2 * PIECE))
                .tail(Content.fresh(PIECE))
                .bytes());
        connection.reset();

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.finish(next, digest, Content.part(blob, PIECE, 3 * PIECE)))
                .isServed(201);
        assertIsWhole();
    }

    private void cutInTheMiddle(String target, byte[] sent) throws IOException {
        try (Connection connection = client.connect()) {
            connection.send(Request.of("PATCH", target)
                    .header("Transfer-Encoding", "chunked")
                    .tail(Request.chunks(false, sent))
                    .bytes());
        }
    }

    private static int received(Answer status) {
        String range = status.header("Range").orElseThrow();
        return Integer.parseInt(range.substring(range.indexOf('-') + 1)) + 1;
    }

    private void assertIsWhole() throws IOException {
        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest)))
                .isServed(200)
                .hasBody(blob);
    }
}

package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 30 to 35 of SPEC.md 6.2: chunks that do not fit. The upload goes on as if they had not come. */
@ExtendWith(SharedServer.class)
class ChunkRows {

    private static final String REPOSITORY = "rows/chunks";
    private static final byte[] NOTHING = new byte[0];

    private final RegistryClient client;
    private final byte[] blob = Content.fresh(200);
    private final byte[] first = Content.part(blob, 0, 50);
    private final byte[] rest = Content.part(blob, 50, 200);

    ChunkRows(RegistryClient client) {
        this.client = client;
    }

    @Test
    @DisplayName("SPEC row 30: a chunk that leaves a gap is refused")
    void row30ChunkThatLeavesGapIsRefused() throws IOException {
        String next = client.append(client.begin(REPOSITORY), first);

        Answer refused = client.patch(next, 100, Content.fresh(100));

        assertIsWhereItWas(refused);
        assertGoesOn(location(refused));
    }

    @Test
    @DisplayName("SPEC row 30: a chunk that does not begin at the start of an empty upload is refused")
    void row30FirstChunkThatStartsLateIsRefused() throws IOException {
        String upload = client.begin(REPOSITORY);

        assertThat(client.patch(upload, 22, Content.fresh(20)))
                .isRefused(416, "BLOB_UPLOAD_INVALID")
                .hasHeader("Location")
                .hasHeader("Range", "0-0");

        assertThat(client.finish(client.append(upload, blob), Content.digest(blob), NOTHING))
                .isServed(201);
    }

    @Test
    @DisplayName("SPEC row 31: a chunk that overlaps what is there is refused and changes nothing")
    void row31OverlappingChunkIsRefused() throws IOException {
        String next = client.append(client.begin(REPOSITORY), first);

        Answer refused = client.patch(next, 40, Content.fresh(100));

        assertIsWhereItWas(refused);
        assertGoesOn(location(refused));
    }

    @Test
    @DisplayName("SPEC row 31: a chunk that comes again with other bytes is refused and changes nothing")
    void row31ReplayedChunkIsRefused() throws IOException {
        String upload = client.begin(REPOSITORY);
        assertThat(client.patch(upload, 0, first)).isServed(202);

        Answer ranged = client.patch(upload, 0, Content.fresh(50));
        Answer stream = client.patch(upload, Content.fresh(50));

        assertIsWhereItWas(ranged);
        assertIsWhereItWas(stream);
        assertThat(client.get(upload)).isServed(204).hasHeader("Range", "0-49");
        assertGoesOn(location(stream));
    }

    @Test
    @DisplayName("SPEC row 32: a last chunk at the wrong place is refused and the upload lives")
    void row32LastChunkAtTheWrongPlaceIsRefused() throws IOException {
        String next = client.append(client.begin(REPOSITORY), first);
        String finish = withDigest(next, Content.digest(blob));

        Answer refused = client.send(
                Request.of("PUT", finish).header("Content-Range", "60-209").body(rest));

        assertIsWhereItWas(refused);
        assertThat(client.get(finish)).isServed(204).hasHeader("Range", "0-49");
        assertThat(client.send(Request.of("PUT", finish)
                        .header("Content-Range", "50-199")
                        .body(rest)))
                .isServed(201);
        assertIsWhole();
    }

    @ParameterizedTest(name = "SPEC row 33: the Content-Range \"{0}\" is refused")
    @ValueSource(
            strings = {
                "bytes 0-9/10",
                "abc",
                "9-0",
                "-5",
                "0-",
                "0-99999999999999999999",
                "99999999999999999999-99999999999999999999",
                "+0-9",
                "0-9,0-9"
            })
    void row33MalformedContentRangeIsRefused(String range) throws IOException {
        String upload = client.begin(REPOSITORY);
        byte[] ten = Content.fresh(10);

        Answer refused = client.send(
                Request.of("PATCH", upload).header("Content-Range", range).body(ten));

        assertThat(refused).isRefused(416, "BLOB_UPLOAD_INVALID");
        assertThat(client.get(upload)).isServed(204).hasHeader("Range", "0-0");
        assertThat(client.finish(upload, Content.digest(ten), ten)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 34: a length that is not that of the range is refused and moves nothing")
    void row34LengthThatDiffersFromTheRangeIsRefused() throws IOException {
        String upload = client.begin(REPOSITORY);
        Request chunk = Request.of("PATCH", upload).header("Content-Range", "0-9");

        assertThat(client.send(chunk.body(Content.fresh(11)))).isRefused(400, "SIZE_INVALID");
        assertThat(client.send(chunk.body(Content.fresh(9)))).isRefused(400, "SIZE_INVALID");

        assertThat(client.get(upload)).isServed(204).hasHeader("Range", "0-0");
        assertThat(client.finish(upload, Content.digest(blob), blob)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 35: a chunked body that is not as long as its range is rolled back")
    void row35BodyThatDiffersFromTheRangeIsRolledBack() throws IOException {
        String next = client.append(client.begin(REPOSITORY), first);
        Request chunk = Request.of("PATCH", next).header("Content-Range", "50-59");

        assertThat(client.send(chunk.chunked(Content.fresh(10), Content.fresh(1))))
                .isRefused(400, "SIZE_INVALID");
        assertThat(client.send(chunk.chunked(Content.fresh(9)))).isRefused(400, "SIZE_INVALID");

        assertThat(client.send(Request.of("PATCH", next)
                        .header("Content-Range", "50-199")
                        .chunked(rest)))
                .isServed(202)
                .hasHeader("Range", "0-199");
        assertThat(client.finish(location(client.get(next)), Content.digest(blob), NOTHING))
                .isServed(201);
        assertIsWhole();
    }

    @Test
    @DisplayName("An empty chunk moves nothing")
    void emptyChunkMovesNothing() throws IOException {
        String upload = client.begin(REPOSITORY);
        assertThat(client.patch(upload, NOTHING)).isServed(202).hasHeader("Range", "0-0");

        String next = client.append(client.append(upload, first), NOTHING);

        assertThat(client.get(next)).isServed(204).hasHeader("Range", "0-49");
        assertGoesOn(next);
    }

    private void assertIsWhereItWas(Answer refused) {
        assertThat(refused)
                .isRefused(416, "BLOB_UPLOAD_INVALID")
                .hasHeader("Range", "0-49")
                .hasHeader("Docker-Upload-UUID")
                .hasHeader("Location");
    }

    private void assertGoesOn(String next) throws IOException {
        String last = location(client.patch(next, 50, rest));
        assertThat(client.finish(last, Content.digest(blob), NOTHING)).isServed(201);
        assertIsWhole();
    }

    private void assertIsWhole() throws IOException {
        assertThat(client.get(RegistryClient.blob(REPOSITORY, Content.digest(blob))))
                .isServed(200)
                .hasBody(blob);
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows 36 to 40 of SPEC.md 6.2: several requests on one upload, and many uploads of one blob. */
@ExtendWith(SharedServer.class)
class UploadRaceRows {

    private static final String REPOSITORY = "rows/races";
    private static final byte[] NOTHING = new byte[0];
    private static final int CLIENTS = 50;

    private final RegistryClient client;
    private final UploadFolder folder;

    UploadRaceRows(DistributionServer server, RegistryClient client) {
        this.client = client;
        this.folder = new UploadFolder(server.home(), REPOSITORY);
    }

    @RepeatedTest(value = 5, name = "SPEC row 36: of two chunks for one place, one is taken ({currentRepetition})")
    void row36OneOfTwoChunksForOnePlaceIsTaken() throws Exception {
        String upload = client.begin(REPOSITORY);
        List<byte[]> chunks = List.of(Content.fresh(100_000), Content.fresh(100_000));

        List<Answer> answers = AtOnce.run(2, i -> client.patch(upload, 0, chunks.get(i)));

        int winner = answers.get(0).status() == 202 ? 0 : 1;
        assertThat(answers.get(winner)).isServed(202).hasHeader("Range", "0-99999");
        assertThat(answers.get(1 - winner))
                .isRefused(416, "BLOB_UPLOAD_INVALID")
                .hasHeader("Range", "0-99999");
        assertThat(client.finish(location(answers.get(winner)), Content.digest(chunks.get(winner)), NOTHING))
                .isServed(201);
    }

    @Test
    @DisplayName("SPEC row 37: a second stream is refused while the first one moves")
    void row37SecondStreamIsRefusedWhileTheFirstMoves() throws Exception {
        String upload = client.begin(REPOSITORY);
        byte[] piece = Content.fresh(1000);
        List<byte[]> sent = new ArrayList<>();
        try (AtOnce threads = new AtOnce(1);
                Connection first = client.connect()) {
            first.announce(Request.of("PATCH", upload).header("Transfer-Encoding", "chunked"));
            first.send(Request.chunks(false, piece));
            sent.add(piece);
            Future<Answer> second = threads.submit(() -> client.patch(upload, Content.fresh(5000)));
            while (!AtOnce.isDoneWithin(second, 50)) {
                first.send(Request.chunks(false, piece));
                sent.add(piece);
            }
            first.send(Request.chunks(true));

            assertThat(second.get()).isRefused(416, "BLOB_UPLOAD_INVALID").hasHeader("Location");
            Answer taken = first.receive("PATCH");
            byte[] blob = AtOnce.joined(sent);
            assertThat(taken).isServed(202).hasHeader("Range", "0-" + (blob.length - 1));
            assertThat(client.finish(location(taken), Content.digest(blob), NOTHING))
                    .isServed(201);
        }
    }

    @Test
    @DisplayName("SPEC row 37: a stream on which nothing moves gives way")
    void row37StreamOnWhichNothingMovesGivesWay() throws Exception {
        String upload = client.begin(REPOSITORY);
        byte[] blob = Content.fresh(5000);
        try (Connection ghost = client.connect()) {
            ghost.announce(Request.of("PATCH", upload).header("Transfer-Encoding", "chunked"))
                    .send(Request.chunks(false, Content.fresh(3000)));

            // Its last bytes may still be on their way when the first attempt comes.
            Eventually.isTrue(
                    "it gives way", () -> client.patch(upload, 0, blob).status() == 202);

            Answer status = client.get(upload);
            assertThat(status).isServed(204).hasHeader("Range", "0-4999");
            assertThat(client.finish(location(status), Content.digest(blob), NOTHING))
                    .isServed(201);
        }
    }

    @RepeatedTest(value = 5, name = "SPEC row 38: of a PATCH and the closing PUT one wins ({currentRepetition})")
    void row38OneOfPatchAndClosingPutWins() throws Exception {
        byte[] first = Content.fresh(1000);
        byte[] more = Content.fresh(1000);
        String next = client.append(client.begin(REPOSITORY), first);

        List<Answer> answers = AtOnce.run(
                2, i -> i == 0 ? client.patch(next, more) : client.finish(next, Content.digest(first), NOTHING));

        Answer patch = answers.get(0);
        Answer put = answers.get(1);
        if (put.status() == 201) {
            assertThat(patch).hasStatus(404, 416);
            assertThat(patch.errorCodes().get(0)).startsWith("BLOB_UPLOAD_");
            assertThat(client.get(RegistryClient.blob(REPOSITORY, Content.digest(first))))
                    .isServed(200)
                    .hasBody(first);
        } else {
            assertThat(put).isRefused(416, "BLOB_UPLOAD_INVALID");
            assertThat(patch).isServed(202).hasHeader("Range", "0-1999");
            byte[] whole = AtOnce.joined(List.of(first, more));
            assertThat(client.finish(location(patch), Content.digest(whole), NOTHING))
                    .isServed(201);
        }
    }

    @Test
    @DisplayName("SPEC row 39: cancelling ends a PATCH that runs, and frees its space")
    void row39CancellingEndsRunningPatch() throws Exception {
        String upload = client.begin(REPOSITORY);
        try (Connection connection = client.connect()) {
            connection
                    .announce(Request.of("PATCH", upload).header("Transfer-Encoding", "chunked"))
                    .send(Request.chunks(false, Content.fresh(100_000)));

            assertThat(client.delete(upload)).isServed(204);
            connection.send(Request.chunks(true, Content.fresh(10)));

            assertThat(connection.receive("PATCH")).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        }
        assertThat(client.get(upload)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        folder.assertHoldsNothingOf(upload);
    }

    @Test
    @DisplayName("SPEC row 40: fifty clients put the same blob at once, in one repository and in others")
    void row40ManyClientsPutTheSameBlobAtOnce() throws Exception {
        byte[] blob = Content.fresh(200_000);
        String digest = Content.digest(blob);
        client.push("rows/races/before", blob);

        List<Answer> answers = AtOnce.run(CLIENTS + 1, i -> i == CLIENTS ? readAll(blob) : put(i, blob));

        IntStream.range(0, CLIENTS)
                .forEach(i -> assertThat(answers.get(i)).isServed(201).hasHeader("Docker-Content-Digest", digest));
        assertThat(answers.get(CLIENTS)).isServed(200).hasBody(blob);
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(client.get(RegistryClient.blob(repository(i), digest)))
                    .isServed(200)
                    .hasBody(blob);
        }
        assertThat(folder.placesOf(blob)).hasSize(1);
    }

    private Answer put(int i, byte[] blob) throws IOException {
        String upload = client.begin(repository(i));
        return client.send(
                Request.of("PUT", withDigest(upload, Content.digest(blob))).body(blob));
    }

    private Answer readAll(byte[] blob) throws IOException {
        String target = RegistryClient.blob("rows/races/before", Content.digest(blob));
        Answer last = client.get(target);
        for (int i = 0; i < CLIENTS && last.status() == 200; i++) {
            last = client.get(target);
        }
        return last;
    }

    private static String repository(int i) {
        return i % 2 == 0 ? "rows/races/same" : "rows/races/other" + i;
    }
}

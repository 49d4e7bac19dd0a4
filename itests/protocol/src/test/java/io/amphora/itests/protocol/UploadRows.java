package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 23 to 26, 41 to 47 and 58 of SPEC.md 6.2: how an upload ends, and whose it is. */
@ExtendWith(SharedServer.class)
class UploadRows {

    private static final String REPOSITORY = "rows/uploads";
    private static final byte[] NOTHING = new byte[0];

    private final RegistryClient client;
    private final byte[] blob = Content.fresh(1000);
    private final String digest = Content.digest(blob);

    UploadRows(RegistryClient client) {
        this.client = client;
    }

    @Test
    @DisplayName("SPEC row 23: content that is not what its digest says is gone, with its upload")
    void row23WrongDigestEndsTheUpload() throws IOException {
        String wrong = Content.digest(Content.fresh(10));
        String upload = client.begin(REPOSITORY);

        assertThat(client.finish(upload, wrong, blob)).isRefused(400, "DIGEST_INVALID");

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.get(RegistryClient.blob(REPOSITORY, wrong))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.get(upload)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 23: the same after the content came in chunks")
    void row23WrongDigestAfterChunksEndsTheUpload() throws IOException {
        String next = client.append(client.begin(REPOSITORY), blob);

        assertThat(client.finish(next, Content.digest(Content.fresh(10)), NOTHING))
                .isRefused(400, "DIGEST_INVALID");

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest))).isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.get(next)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 24: without a digest the upload lives on")
    void row24MissingDigestLeavesTheUpload() throws IOException {
        String next = client.append(client.begin(REPOSITORY), blob);

        assertThat(client.send(Request.of("PUT", next).body(NOTHING))).isRefused(400, "DIGEST_INVALID");

        assertThat(client.finish(next, digest, NOTHING)).isServed(201);
    }

    @ParameterizedTest(name = "SPEC row 25: the digest \"{0}\" leaves the upload as it was")
    @ValueSource(strings = {"sha256:zz", "md5:d41d8cd98f00b204e9800998ecf8427e", "sha256", "", "sha256%253Aabc"})
    void row25InvalidDigestLeavesTheUpload(String invalid) throws IOException {
        String next = client.append(client.begin(REPOSITORY), blob);

        assertThat(client.finish(next, invalid, NOTHING)).isRefused(400, "DIGEST_INVALID");

        assertThat(client.finish(next, digest, NOTHING)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 26: the digest twice is the digest")
    void row26EqualDigestsAreOne() throws IOException {
        String upload = withDigest(client.begin(REPOSITORY), digest);

        assertThat(client.finish(upload, digest.replace(":", "%3A"), blob)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 26: two different digests are none")
    void row26DifferentDigestsAreRefused() throws IOException {
        String next = client.append(client.begin(REPOSITORY), blob);

        assertThat(client.finish(withDigest(next, digest), Content.digest(NOTHING), NOTHING))
                .isRefused(400, "DIGEST_INVALID");

        assertThat(client.finish(next, digest, NOTHING)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 41: a PUT whose answer got lost may be repeated")
    void row41FinishedUploadMayBeFinishedAgain() throws IOException {
        String next = client.append(client.begin(REPOSITORY), blob);
        assertThat(client.finish(next, digest, NOTHING)).isServed(201);

        Answer again = client.finish(next, digest, NOTHING);
        Answer other = client.finish(next, Content.digest(NOTHING), NOTHING);

        assertThat(again).hasStatus(201, 404);
        if (again.status() == 404) {
            assertThat(again).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        }
        assertThat(other).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest)))
                .isServed(200)
                .hasBody(blob);
    }

    @ParameterizedTest(name = "SPEC row 42: the upload \"{0}\" is unknown")
    @ValueSource(
            strings = {
                "abc",
                "..%2f..%2f..%2fetc%2fpasswd",
                "00000000-0000-0000-0000-000000000000",
                "00000000-0000-0000-0000-000000000000.",
                "00000000-0000-0000-0000-000000000000.AAAA",
                "1-2-3-4-5.AAAA",
                "00000000-0000-0000-0000-000000000000.%2e%2e",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "-1"
            })
    void row42ForeignUploadIsUnknown(String upload) throws IOException {
        client.push(REPOSITORY, blob);
        String target = "/v2/" + REPOSITORY + "/blobs/uploads/" + upload;

        assertThat(client.get(target)).isRefused(404, "BLOB_UPLOAD_UNKNOWN").doesNotMention("root:");
        assertThat(client.patch(target, blob)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.finish(target, digest, blob)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.delete(target)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 42: a random upload with another one's token is unknown")
    void row42RandomUploadIsUnknown() throws IOException {
        String upload = client.begin(REPOSITORY);
        String other = upload.replaceFirst("[0-9a-f-]{36}", UUID.randomUUID().toString());

        assertThat(client.patch(other, blob)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 44: an upload of one repository is unknown to another")
    void row44UploadOfAnotherRepositoryIsUnknown() throws IOException {
        String upload = client.append(client.begin("rows/uploads/a"), blob);
        String elsewhere = upload.replace("rows/uploads/a", "rows/uploads/b");
        client.push("rows/uploads/b", Content.fresh(10));

        assertThat(client.get(elsewhere)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.patch(elsewhere, blob)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.finish(elsewhere, digest, NOTHING)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.delete(elsewhere)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.finish(upload, digest, NOTHING)).isServed(201);
    }

    @Test
    @DisplayName("SPEC row 46: a forged token is unknown, wherever it was changed")
    void row46ForgedTokenIsUnknown() throws IOException {
        String upload = client.begin(REPOSITORY);
        int token = upload.lastIndexOf('.') + 1;

        for (int i = token; i < upload.length(); i += 7) {
            char forged = upload.charAt(i) == 'A' ? 'B' : 'A';
            String target = upload.substring(0, i) + forged + upload.substring(i + 1);
            assertThat(client.get(target)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        }
        assertThat(client.get(upload.substring(0, upload.length() - 2))).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.get(upload + "AAAA")).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.get(upload)).isServed(204);
    }

    @Test
    @DisplayName("SPEC row 47: a blob without bytes is a blob, whichever way it comes")
    void row47EmptyBlobIsBlob() throws IOException {
        String empty = Content.digest(NOTHING);

        assertThat(client.finish(client.begin("rows/empty/length"), empty, NOTHING))
                .isServed(201);
        assertThat(client.send(Request.of("PUT", withDigest(client.begin("rows/empty/chunked"), empty))
                        .chunked()))
                .isServed(201);
        assertThat(client.send(Request.of("PUT", withDigest(client.begin("rows/empty/bare"), empty))))
                .isServed(201);
        assertThat(client.finish(client.append(client.begin("rows/empty/patch"), NOTHING), empty, NOTHING))
                .isServed(201);

        for (String way : new String[] {"length", "chunked", "bare", "patch"}) {
            String target = RegistryClient.blob("rows/empty/" + way, empty);
            assertThat(client.head(target)).isServed(200).hasHeader("Content-Length", "0");
            assertThat(client.get(target)).isServed(200).hasBody(NOTHING);
        }
    }

    @Test
    @DisplayName("SPEC row 58: a content coding of a blob is bytes like any")
    void row58EncodedBlobIsStoredAsSent() throws IOException {
        Request put = Request.of("PUT", withDigest(client.begin(REPOSITORY), digest))
                .header("Content-Encoding", "gzip")
                .body(blob);

        assertThat(client.send(put)).isServed(201);

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest)))
                .isServed(200)
                .hasNoHeader("Content-Encoding")
                .hasBody(blob);
    }

    @Test
    @DisplayName("SPEC row 58: a content coding of a manifest is refused")
    void row58EncodedManifestIsRefused() throws IOException {
        TestImage image = TestImage.oci().pushContent(client, REPOSITORY);
        Request put = Request.of("PUT", RegistryClient.manifest(REPOSITORY, "encoded"))
                .header("Content-Type", image.type())
                .header("Content-Encoding", "gzip")
                .body(image.manifest());

        assertThat(client.send(put)).isRefused(415, "UNSUPPORTED");

        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "encoded"))).hasStatus(404);
    }

    @Test
    @DisplayName("A body that is called a form is a body like any")
    void formIsBodyLikeAny() throws IOException {
        byte[] form = Content.utf8("digest=sha256:x&digest-algorithm=md5&a=" + Content.hex(Content.fresh(8)));
        Request request = Request.of("PATCH", client.begin(REPOSITORY))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(form);

        String next = location(client.send(request));

        assertThat(client.finish(next, Content.digest(form), NOTHING)).isServed(201);
        assertThat(client.get(RegistryClient.blob(REPOSITORY, Content.digest(form))))
                .hasBody(form);
    }

    @Test
    @DisplayName("An upload is cancelled once")
    void cancelledUploadIsUnknown() throws IOException {
        String upload = client.begin(REPOSITORY);
        String next = client.append(upload, blob);

        assertThat(client.delete(upload)).isServed(204);

        assertThat(client.get(next)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.patch(next, blob)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(client.delete(next)).isRefused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    @DisplayName("Every answer of an upload says how far it is and where it goes on")
    void answersOfAnUploadSayWhereItGoesOn() throws IOException {
        Answer begun = client.send(Request.of("POST", "/v2/" + REPOSITORY + "/blobs/uploads/"));
        assertThat(begun).isServed(202).hasHeader("Range", "0-0").hasHeader("Content-Length", "0");
        assertThat(begun).hasHeader("Docker-Upload-UUID").hasNoHeader("OCI-Chunk-Min-Length");
        String id = begun.header("Docker-Upload-UUID").orElseThrow();
        assertThat(location(begun)).matches("/v2/" + REPOSITORY + "/blobs/uploads/" + id + "\\.[A-Za-z0-9_-]+");

        Answer patched = client.patch(location(begun), blob);
        assertThat(patched).isServed(202).hasHeader("Range", "0-999").hasHeader("Content-Length", "0");
        assertThat(patched).hasHeader("Docker-Upload-UUID", id);

        Answer status = client.get(location(begun));
        assertThat(status).isServed(204).hasHeader("Range", "0-999").hasHeader("Docker-Upload-UUID", id);
        assertThat(client.head(location(begun))).isServed(204).hasHeader("Range", "0-999");

        Answer finished = client.finish(location(status), digest, NOTHING);
        assertThat(finished).isServed(201).hasHeader("Docker-Content-Digest", digest);
        assertThat(finished).hasHeader("Location", RegistryClient.blob(REPOSITORY, digest));
        assertThat(finished).hasHeader("Content-Length", "0");
    }
}

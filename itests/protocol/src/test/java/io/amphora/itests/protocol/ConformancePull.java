package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the conformance suite of distribution-spec 1.1 asserts in its category Pull (SPEC.md 4.3). */
@ExtendWith(SharedServer.class)
class ConformancePull {

    private static final String REPOSITORY = "conformance/pull";
    private static final List<String> KNOWN_CODES = List.of("DIGEST_INVALID", "MANIFEST_INVALID", "MANIFEST_UNKNOWN");

    private final RegistryClient client;
    private final byte[] config = Content.utf8("{\"author\":\"" + Content.hex(Content.fresh(4)) + "\"}");
    private final byte[] layer = Content.fresh(500);
    private final byte[] manifest = manifest(config, layer);

    ConformancePull(RegistryClient client) throws IOException {
        this.client = client;
        client.push(REPOSITORY, config);
        client.push(REPOSITORY, layer);
    }

    private static byte[] manifest(byte[] config, byte[] layer) {
        String withData = TestImage.descriptor(TestImage.OCI_CONFIG, config)
                .replace("}", ",\"data\":\"" + Base64.getEncoder().encodeToString(config) + "\"}");
        String text =
                TestImage.manifest(TestImage.OCI_MANIFEST, withData, TestImage.descriptor(TestImage.OCI_LAYER, layer));
        return Content.utf8(text.replaceFirst("\\{", "{\"newUnspecifiedField\":\"hello\","));
    }

    @Test
    @DisplayName("[C11] HEAD and GET of a blob that is not there are 404")
    void unknownBlobIsNotFound() throws IOException {
        String target = RegistryClient.blob(REPOSITORY, Content.digest(Content.fresh(9)));

        assertThat(client.head(target)).isRefusedWithoutBody(404);
        assertThat(client.get(target)).isRefused(404, "BLOB_UNKNOWN");
    }

    @Test
    @DisplayName("[C11] HEAD of a blob tells its digest, GET gives it")
    void knownBlobIsFound() throws IOException {
        String target = RegistryClient.blob(REPOSITORY, Content.digest(layer));

        assertThat(client.head(target)).isServed(200).hasHeader("Docker-Content-Digest", Content.digest(layer));
        assertThat(client.get(target)).isServed(200).hasBody(layer);
    }

    @Test
    @DisplayName("[C11] a manifest whose name is none is 404")
    void invalidManifestNameIsNotFound() throws IOException {
        String target = RegistryClient.manifest(REPOSITORY, ".INVALID_MANIFEST_NAME");

        assertThat(client.head(target)).hasStatus(404);
        assertThat(client.get(target)).hasStatus(404);
    }

    @Test
    @DisplayName("[C11] a manifest is read by tag and by digest")
    void manifestIsReadByTagAndDigest() throws IOException {
        String digest = Content.digest(manifest);
        assertThat(client.putManifest(REPOSITORY, "tagtest0", TestImage.OCI_MANIFEST, manifest))
                .hasStatus(201);
        assertThat(client.putManifest(REPOSITORY, digest, TestImage.OCI_MANIFEST, manifest))
                .hasStatus(201);

        for (String reference : List.of("tagtest0", digest)) {
            Request get = Request.of("GET", RegistryClient.manifest(REPOSITORY, reference))
                    .header("Accept", TestImage.OCI_MANIFEST);
            assertThat(client.head(RegistryClient.manifest(REPOSITORY, reference)))
                    .isServed(200)
                    .hasHeader("Docker-Content-Digest", digest)
                    .hasHeader("Content-Type", TestImage.OCI_MANIFEST);
            assertThat(client.send(get))
                    .isServed(200)
                    .hasHeader("Docker-Content-Digest", digest)
                    .hasBody(manifest);
        }
    }

    @Test
    @DisplayName("[C11] a malformed digest is 400 with a code that clients know, or 404")
    void malformedDigestIsInvalid() throws IOException {
        Answer answer = client.get(RegistryClient.manifest(REPOSITORY, "sha256:totallywrong"));

        assertThat(answer).hasStatus(400, 404);
        if (answer.status() == 400) {
            assertThat(answer.errorCodes()).isSubsetOf(KNOWN_CODES);
        }
    }

    @Test
    @DisplayName("[CM] a manifest by a random digest or tag is 404")
    void unknownManifestIsNotFound() throws IOException {
        for (String reference : List.of("unknown", Content.digest(Content.fresh(9)))) {
            assertThat(client.head(RegistryClient.manifest(REPOSITORY, reference)))
                    .isRefusedWithoutBody(404);
            assertThat(client.get(RegistryClient.manifest(REPOSITORY, reference)))
                    .isRefused(404, "MANIFEST_UNKNOWN");
        }
    }

    @Test
    @DisplayName("[CM] the registry answers a ping")
    void pingIsAnswered() throws IOException {
        assertThat(client.get("/v2/")).isServed(200).hasBody(Content.utf8("{}"));
        assertThat(client.get("/v2")).isServed(200).hasBody(Content.utf8("{}"));
        assertThat(client.head("/v2/")).isServed(200);
    }
}

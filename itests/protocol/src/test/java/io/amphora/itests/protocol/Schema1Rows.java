package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static io.amphora.itests.protocol.SignedImage.SIGNED;
import static io.amphora.itests.protocol.SignedImage.UNSIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 89 of SPEC.md 6.3 and section 2.4: Docker's signed manifests. */
@ExtendWith(SharedServer.class)
class Schema1Rows {

    private static final String PID = "io.amphora.manifest.schema1";

    private final RegistryClient client;
    private final DistributionServer server;
    private final String repository = "rows/schema1/" + UUID.randomUUID();
    private final SignedImage image;

    Schema1Rows(RegistryClient client, DistributionServer server) throws IOException {
        this.client = client;
        this.server = server;
        String layer = client.push(repository, Content.fresh(100));
        this.image = SignedImage.of(repository, "v1", List.of(layer, layer));
    }

    @Test
    @DisplayName("SPEC 2.4: a signed manifest is named by the digest of what is signed")
    void namesTheManifestByItsPayload() throws IOException {
        byte[] document = image.with(image.sign());

        assertThat(put("v1", SIGNED, document))
                .isServed(201)
                .hasHeader("Docker-Content-Digest", image.digest())
                .hasHeader("Location", RegistryClient.manifest(repository, image.digest()));
        assertThat(put(image.digest(), SIGNED, document)).isServed(201);
        assertThat(put(Content.digest(document), SIGNED, document)).isRefused(400, "DIGEST_INVALID");

        assertThat(get("v1")).isServed(200).hasHeader("Content-Type", SIGNED);
        assertThat(get(image.digest())).isServed(200).hasHeader("Docker-Content-Digest", image.digest());
        assertThat(client.send(Request.of("GET", RegistryClient.manifest(repository, "v1"))
                        .header("If-None-Match", "\"" + image.digest() + "\"")))
                .hasStatus(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "", SIGNED + "; charset=utf-8", UNSIGNED})
    @DisplayName("SPEC 2.4: the types under which signed manifests came")
    void takesTheTypesOfOld(String type) throws IOException {
        assertThat(put("v1", type, image.with(image.sign()))).isServed(201);

        assertThat(get("v1")).isServed(200).hasHeader("Content-Type", SIGNED);
    }

    @Test
    @DisplayName("SPEC 2.4: signatures of several pushers come together, and can be pushed again")
    void bringsSignaturesTogether() throws IOException {
        assertThat(put("v1", SIGNED, image.with(image.sign()))).isServed(201);
        assertThat(put("v1", SIGNED, image.with(image.sign(), image.sign()))).isServed(201);

        Answer served = get("v1");

        assertThat(served.text().split("\"protected\"", -1)).hasSize(4);
        assertThat(client.head(RegistryClient.manifest(repository, "v1")))
                .hasHeader("Content-Length", Integer.toString(served.body().length));
        assertThat(put("copy", SIGNED, served.body())).isServed(201).hasHeader("Docker-Content-Digest", image.digest());
        assertThat(get("v1")).hasBody(served.body());
    }

    @Test
    @DisplayName("SPEC 2.4: deleting a signed manifest deletes its signatures")
    void deletesSignatures() throws IOException {
        assertThat(put("v1", SIGNED, image.with(image.sign()))).isServed(201);
        assertThat(client.delete(RegistryClient.manifest(repository, image.digest())))
                .isServed(202);

        assertThat(put("v1", SIGNED, image.with(image.sign()))).isServed(201);

        assertThat(get("v1").text().split("\"protected\"", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1099511627776", "5", "\"5\"", "1e2"})
    @DisplayName("SPEC row 89: a formatLength that is not that of the payload")
    void row89FormatLength(String length) throws IOException {
        String frame = "{\"formatLength\":" + length + ",\"formatTail\":\"Cn0\"}";

        assertThat(put("v1", SIGNED, image.with(image.sign(frame)))).isRefused(400, "MANIFEST_UNVERIFIED");
        assertThat(get("v1")).hasStatus(404);
    }

    @Test
    @DisplayName("SPEC row 89: forged, without signatures, of no algorithm, under another name, with more members")
    void row89Forgeries() throws IOException {
        String genuine = image.sign();
        String key = genuine.substring(0, genuine.indexOf(",\"signature\""));
        String foreign = image.sign();
        String forged = key + foreign.substring(foreign.indexOf(",\"signature\""));
        String text = new String(image.with(genuine), StandardCharsets.UTF_8);

        assertUnverified(image.with(forged));
        assertUnverified(image.with(genuine, forged));
        assertUnverified(image.with());
        assertUnverified(Content.utf8(image.payload()));
        assertUnverified(image.with(genuine.replace("ES256", "none")));
        assertUnverified(image.with(genuine.replace("ES256", "HS256")));
        assertUnverified(image.with(genuine.replace("\"kty\"", "\"kid\":\"AAAA\",\"kty\"")));
        assertUnverified(Content.utf8(text.replace("\"amd64\"", "\"arm64\"")));
        assertUnverified(Content.utf8(text.replace("]\n}", "],\"tag2\":1\n}")));
        assertUnverified(Content.utf8(text.replace("\"signatures\"", "\"more\":1,\"signatures\"")));
    }

    @Test
    @DisplayName("SPEC 2.4: every missing layer is told")
    void tellsOfEveryMissingLayer() throws IOException {
        String one = Content.digest(Content.fresh(10));
        String two = Content.digest(Content.fresh(10));
        SignedImage incomplete = SignedImage.of(repository, "v1", List.of(one, two, one, "sha256:1"));

        Answer answer = put("v1", SIGNED, incomplete.with(incomplete.sign()));

        assertThat(answer).hasStatus(400);
        assertThat(answer.text()).contains(one, two).contains("DIGEST_INVALID", "/fsLayers/3/blobSum");
        assertThat(answer.text().split("MANIFEST_BLOB_UNKNOWN", -1)).hasSize(3);
    }

    @Test
    @DisplayName("SPEC 2.4: switched off, none are taken; what is stored is served")
    void servesWhatIsStoredWhenSwitchedOff() throws IOException {
        byte[] document = image.with(image.sign());
        assertThat(put("v1", SIGNED, document)).isServed(201);
        server.set(PID, "enabled", "false");
        try {
            Eventually.isTrue("switched off", () -> put("v2", SIGNED, document).status() == 400);

            assertThat(put("v2", SIGNED, document)).isRefused(400, "MANIFEST_INVALID");
            assertThat(get("v1")).isServed(200).hasHeader("Content-Type", SIGNED);
        } finally {
            server.set(PID, "enabled", "true");
            Eventually.isTrue("switched on", () -> put("v2", SIGNED, document).status() == 201);
        }
    }

    @Test
    @DisplayName("SPEC 2.4: with trusted keys, one of them must have signed")
    void asksForATrustedKey() throws IOException {
        byte[] document = image.with(image.sign());
        String trusted = "ABCD:EFGH:IJKL:MNOP:QRST:UVWX:YZ23:4567:ABCD:EFGH:IJKL:MNOP";
        server.set(PID, "trustedKeys", trusted + "," + trusted.replace('A', 'B'));
        try {
            Eventually.isTrue("refused", () -> put("v1", SIGNED, document).status() == 400);

            Answer refusal = put("v1", SIGNED, document);
            assertThat(refusal).isRefused(400, "MANIFEST_UNVERIFIED");
            String signer = refusal.text().replaceFirst("(?s).*\"keys\":\\[\"([^\"]*)\"].*", "$1");
            server.set(PID, "trustedKeys", trusted + "," + signer);
            Eventually.isTrue("taken", () -> put("v1", SIGNED, document).status() == 201);
        } finally {
            server.set(PID, "trustedKeys", "");
            Eventually.isTrue(
                    "any key", () -> put("v2", SIGNED, image.with(image.sign())).status() == 201);
        }
    }

    private void assertUnverified(byte[] document) throws IOException {
        assertThat(put("v1", SIGNED, document)).isRefused(400, "MANIFEST_UNVERIFIED");
        assertThat(get("v1")).hasStatus(404);
    }

    private Answer put(String reference, String type, byte[] document) throws IOException {
        Request put = Request.of("PUT", RegistryClient.manifest(repository, reference));
        return client.send((type.isEmpty() ? put : put.header("Content-Type", type)).body(document));
    }

    private Answer get(String reference) throws IOException {
        return client.get(RegistryClient.manifest(repository, reference));
    }
}

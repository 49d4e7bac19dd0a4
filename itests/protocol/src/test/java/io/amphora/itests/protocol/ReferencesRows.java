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
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 13 to 21 of SPEC.md 6.1: tags, digests, methods, and what headers may not do. */
@ExtendWith(SharedServer.class)
class ReferencesRows {

    private static final String REPOSITORY = "rows/references";

    private final RegistryClient client;

    ReferencesRows(RegistryClient client) {
        this.client = client;
    }

    @Test
    @DisplayName("SPEC row 13: a tag of 128 characters is accepted, one of 129 is not")
    void row13TagOf129CharactersIsRefused() throws IOException {
        TestImage image = TestImage.oci().pushContent(client, REPOSITORY);

        assertThat(put(image, "t".repeat(128))).isServed(201);
        assertThat(put(image, "t".repeat(129))).isRefused(400, "MANIFEST_INVALID");
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "t".repeat(128))))
                .isServed(200);
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "t".repeat(129))))
                .isRefused(404, "MANIFEST_UNKNOWN");
    }

    @ParameterizedTest(name = "SPEC row 14: the tag \"{0}\" is unknown, not invalid")
    @ValueSource(strings = {".INVALID_MANIFEST_NAME", "-x", "a%20b", "%0a", "%C3%A9"})
    void row14InvalidTagIsUnknown(String tag) throws IOException {
        TestImage.oci().push(client, REPOSITORY, "latest");

        assertThat(client.get(RegistryClient.manifest(REPOSITORY, tag))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.head(RegistryClient.manifest(REPOSITORY, tag))).isRefusedWithoutBody(404);
    }

    @Test
    @DisplayName("SPEC row 15: a malformed digest is invalid")
    void row15MalformedDigestIsInvalid() throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "latest");
        String hex = Content.hex(image.manifest());

        assertDigestInvalid("sha256:totallywrong");
        assertDigestInvalid("sha256:" + hex.substring(1));
        assertDigestInvalid("sha256:" + hex.toUpperCase(Locale.ROOT).replace('0', 'A'));
        assertDigestInvalid("SHA256:" + hex);
        assertDigestInvalid("sha256:");
        assertDigestInvalid(":" + hex);
    }

    private void assertDigestInvalid(String digest) throws IOException {
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, digest))).isRefused(400, "DIGEST_INVALID");
        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest))).isRefused(400, "DIGEST_INVALID");
    }

    @Test
    @DisplayName("SPEC row 16: an encoded colon is a colon")
    void row16EncodedColonIsColon() throws IOException {
        byte[] blob = Content.fresh(100);
        String digest = client.push(REPOSITORY, blob);

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest.replace(":", "%3A"))))
                .isServed(200)
                .hasBody(blob);
        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest.replace(":", "%3a"))))
                .isServed(200)
                .hasBody(blob);
    }

    @Test
    @DisplayName("SPEC row 17: a segment is decoded once")
    void row17SegmentIsDecodedOnce() throws IOException {
        String digest = client.push(REPOSITORY, Content.fresh(100));

        assertThat(client.get(RegistryClient.blob(REPOSITORY, digest.replace(":", "%253A"))))
                .isRefused(400, "DIGEST_INVALID");
    }

    @Test
    @DisplayName("SPEC row 18: a well-formed digest of another algorithm is unknown")
    void row18DigestOfAnotherAlgorithmIsUnknown() throws IOException {
        client.push(REPOSITORY, Content.fresh(100));

        assertThat(client.get(RegistryClient.blob(REPOSITORY, "md5:" + "0".repeat(32))))
                .isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.get(RegistryClient.blob(REPOSITORY, "blake3:" + "0".repeat(64))))
                .isRefused(404, "BLOB_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 19: a method that an address does not have is refused with those it has")
    void row19MethodThatAnAddressDoesNotHaveIsRefused() throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "latest");

        assertThat(client.delete("/v2/" + REPOSITORY + "/tags/list"))
                .isRefused(405, "UNSUPPORTED")
                .hasHeader("Allow");
        assertThat(client.send(Request.of("POST", "/v2/" + REPOSITORY + "/manifests/latest")
                        .body(image.manifest())))
                .isRefused(405, "UNSUPPORTED")
                .hasHeader("Allow");
        assertThat(client.send(Request.of("PUT", "/v2/_catalog").body(image.manifest())))
                .isRefused(405, "UNSUPPORTED")
                .hasHeader("Allow");
        assertThat(client.send("FOO", "/v2/")).isRefused(405, "UNSUPPORTED").hasHeader("Allow");
        assertThat(client.send("TRACE", "/v2/")).hasStatus(405);
    }

    @Test
    @DisplayName("SPEC row 20: a method in a header or a parameter is not one")
    void row20MethodInHeaderOrParameterIsNone() throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "kept");
        String target = RegistryClient.manifest(REPOSITORY, "kept");

        assertThat(client.send(Request.of("GET", target).header("X-HTTP-Method-Override", "DELETE")))
                .isServed(200)
                .hasBody(image.manifest());
        assertThat(client.get(target + "?_method=DELETE")).isServed(200).hasBody(image.manifest());
        assertThat(client.get(target)).isServed(200).hasBody(image.manifest());
    }

    @Test
    @DisplayName("SPEC row 21: the host that a client names is not repeated")
    void row21HostIsNotRepeated() throws IOException {
        Request begin =
                Request.of("POST", "/v2/" + REPOSITORY + "/blobs/uploads/").body(new byte[0]);

        Answer local = client.send(begin.host("localhost:1"));
        Answer foreign = client.send(begin.host("evil.example"));
        Answer absolute = client.send(
                begin.requestLine("POST http://evil.example/v2/" + REPOSITORY + "/blobs/uploads/ HTTP/1.1"));

        assertThat(local).isServed(202);
        assertThat(RegistryClient.location(local)).startsWith("/v2/" + REPOSITORY + "/blobs/uploads/");
        assertThat(foreign).doesNotMention("evil.example");
        assertThat(absolute).doesNotMention("evil.example");
    }

    private Answer put(TestImage image, String reference) throws IOException {
        return client.putManifest(REPOSITORY, reference, image.type(), image.manifest());
    }
}

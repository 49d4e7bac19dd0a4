package io.amphora.itests.protocol;

import static io.amphora.itests.image.TestImage.OCI_CONFIG;
import static io.amphora.itests.image.TestImage.OCI_INDEX;
import static io.amphora.itests.image.TestImage.OCI_MANIFEST;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 62 to 75, 80 and 81 of SPEC.md 6.3: what the text of a manifest may be. */
@ExtendWith(SharedServer.class)
class ManifestJsonRows {

    private static final String REPOSITORY = "rows/manifest-json";
    private static final String LAYER_DIGEST = Content.digest(Content.utf8("layer"));

    private final RegistryClient client;
    private final String config;
    private final String good;
    private final String tag = "t" + UUID.randomUUID();

    ManifestJsonRows(RegistryClient client) throws IOException {
        this.client = client;
        byte[] content = Content.utf8("{\"os\":\"linux\",\"architecture\":\"amd64\"}");
        client.push(REPOSITORY, content);
        client.push(REPOSITORY, Content.utf8("layer"));
        this.config = TestImage.descriptor(OCI_CONFIG, content);
        this.good = TestImage.manifest(
                OCI_MANIFEST, config, TestImage.descriptor(TestImage.OCI_LAYER, Content.utf8("layer")));
    }

    @ParameterizedTest(name = "SPEC row 62: the manifest `{0}` is invalid")
    @ValueSource(strings = {"blablabla", "", "[]", "null", "\"x\"", "{", "{}", "{\"schemaVersion\":2}", "1"})
    void row62WhatIsNoManifestIsInvalid(String body) throws IOException {
        assertInvalid(put(OCI_MANIFEST, body));
    }

    @Test
    @DisplayName("SPEC row 63: 100 000 nested arrays are invalid, and cost no stack")
    void row63DeepNestingIsInvalid() throws IOException {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertInvalid(put(OCI_MANIFEST, with("\"deep\":" + deep)));
        assertInvalid(put(
                OCI_MANIFEST, with("\"deep\":" + deep.replace("[", "{\"a\":").replace("]", "1}"))));
        assertInvalid(put(OCI_MANIFEST, with("\"deep\":" + "[".repeat(1_000_000))));
    }

    @Test
    @DisplayName("SPEC row 64: a member that comes twice is invalid, also when it is escaped")
    void row64RepeatedMemberIsInvalid() throws IOException {
        assertInvalid(put(OCI_MANIFEST, with("\"layers\":[]")));
        assertInvalid(put(OCI_MANIFEST, with("\"\\u006cayers\":[]")));
        assertInvalid(put(OCI_MANIFEST, with("\"mediaType\":\"" + OCI_MANIFEST + "\"")));
        assertInvalid(put(OCI_MANIFEST, good.replace("\"size\":5", "\"size\":5,\"digest\":\"" + LAYER_DIGEST + "\"")));
        assertInvalid(put(OCI_MANIFEST, with("\"unknown\":{\"a\":1,\"a\":1}")));
    }

    @Test
    @DisplayName("SPEC row 65: what is not UTF-8 is invalid")
    void row65OtherEncodingsAreInvalid() throws IOException {
        byte[] latin1 = with("\"annotations\":{\"a\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = with("\"annotations\":{\"a\":\"\u00c0\u00af\"}").getBytes(StandardCharsets.ISO_8859_1);

        assertInvalid(put(OCI_MANIFEST, latin1));
        assertInvalid(put(OCI_MANIFEST, overlong));
        assertInvalid(put(OCI_MANIFEST, with("\"annotations\":{\"a\":\"\\ud800\"}")));
        assertInvalid(put(OCI_MANIFEST, with("\"annotations\":{\"a\":\"\\udc00\\ud800\"}")));
        assertInvalid(put(OCI_MANIFEST, "\ufeff" + good));
        assertInvalid(put(OCI_MANIFEST, good.getBytes(StandardCharsets.UTF_16)));
        assertInvalid(put(OCI_MANIFEST, good.getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    @DisplayName("SPEC row 66: what follows the manifest makes it invalid")
    void row66TrailingDataIsInvalid() throws IOException {
        assertInvalid(put(OCI_MANIFEST, good + good));
        assertInvalid(put(OCI_MANIFEST, good + " x"));
        assertInvalid(put(OCI_MANIFEST, good + "\u0000"));
    }

    @Test
    @DisplayName("SPEC row 67: trailing white space is part of the manifest")
    void row67TrailingSpaceIsKept() throws IOException {
        byte[] spaced = Content.utf8(good + "  \r\n\t\n");

        assertThat(put(OCI_MANIFEST, spaced)).isServed(201).hasHeader("Docker-Content-Digest", Content.digest(spaced));

        assertThat(client.get(target())).isServed(200).hasBody(spaced);
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, Content.digest(spaced))))
                .hasBody(spaced);
    }

    @Test
    @DisplayName("SPEC row 68: a type that is not the one inside is invalid")
    void row68TypesThatDifferAreInvalid() throws IOException {
        assertInvalid(put(OCI_INDEX, good));
        assertInvalid(put(OCI_MANIFEST, TestImage.index(OCI_INDEX, "")));
        assertInvalid(put(TestImage.DOCKER_MANIFEST, good));
    }

    @Test
    @DisplayName("SPEC row 69: parameters of the type are dropped")
    void row69ParametersOfTheTypeAreDropped() throws IOException {
        assertThat(put(OCI_MANIFEST + "; charset=utf-8", good)).isServed(201);

        assertThat(client.get(target())).isServed(200).hasHeader("Content-Type", OCI_MANIFEST);
    }

    @Test
    @DisplayName("SPEC row 70: without a type the one inside counts")
    void row70MissingTypeIsTakenFromTheManifest() throws IOException {
        Request bare = Request.of("PUT", target());
        assertThat(client.send(bare.body(Content.utf8(good)))).isServed(201);
        assertThat(client.get(target())).isServed(200).hasHeader("Content-Type", OCI_MANIFEST);

        String typeless = good.replace("\"mediaType\":\"" + OCI_MANIFEST + "\",", "");
        Answer answer = client.send(bare.body(Content.utf8(typeless)));

        assertThat(answer).hasStatus(201, 400);
        if (answer.status() == 201) {
            assertThat(client.get(target())).isServed(200).hasHeader("Content-Type", OCI_MANIFEST);
        } else {
            assertInvalid(answer);
        }
    }

    @ParameterizedTest(name = "SPEC row 71: the type \"{0}\" is not one of a manifest")
    @ValueSource(strings = {"text/plain", "application/octet-stream", "x", "/", OCI_CONFIG})
    void row71TypeOfSomethingElseIsInvalid(String type) throws IOException {
        assertInvalid(put(type, good));
        assertInvalid(put(type, good.replace("\"mediaType\":\"" + OCI_MANIFEST + "\",", "")));
    }

    @Test
    @DisplayName("SPEC row 72: an image that is also an index is invalid")
    void row72ImageThatIsAlsoAnIndexIsInvalid() throws IOException {
        assertInvalid(put(OCI_MANIFEST, with("\"manifests\":[]")));
        String both = TestImage.index(OCI_INDEX, "").replace("}", ",\"layers\":[],\"config\":" + config + "}");
        assertInvalid(put(OCI_INDEX, both));
    }

    @Test
    @DisplayName("SPEC row 73: by a digest, one byte changed is refused and nothing is stored")
    void row73ChangedByteIsRefused() throws IOException {
        String digest = Content.digest(Content.utf8(with("\"annotations\":{\"a\":\"" + tag + "1\"}")));
        byte[] changed = Content.utf8(with("\"annotations\":{\"a\":\"" + tag + "2\"}"));

        assertThat(client.putManifest(REPOSITORY, digest, OCI_MANIFEST, changed))
                .isRefused(400, "DIGEST_INVALID");

        assertThat(client.get(RegistryClient.manifest(REPOSITORY, digest))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, Content.digest(changed))))
                .isRefused(404, "MANIFEST_UNKNOWN");
    }

    @ParameterizedTest(name = "SPEC row 74: the digest \"{0}\" is invalid")
    @ValueSource(strings = {"sha256:baddigeststring", "md5:d41d8cd98f00b204e9800998ecf8427e", "sha256:"})
    void row74MalformedDigestIsInvalid(String digest) throws IOException {
        assertThat(client.putManifest(REPOSITORY, digest, OCI_MANIFEST, Content.utf8(good)))
                .isRefused(400, "DIGEST_INVALID");
    }

    @ParameterizedTest(name = "SPEC row 75: the size {0} is invalid")
    @ValueSource(strings = {"-1", "1.5", "\"7\"", "1e400", "9223372036854775808", "1e3", "1.0", "null", "[]", "007"})
    void row75WhatIsNoSizeIsInvalid(String size) throws IOException {
        assertInvalid(put(OCI_MANIFEST, good.replace("\"size\":5", "\"size\":" + size)));
    }

    @Test
    @DisplayName("SPEC row 80: a subject's digest is not repeated before it is checked")
    void row80SubjectThatWouldBeHeaderIsInvalid() throws IOException {
        String subject = "\"subject\":{\"mediaType\":\"" + OCI_MANIFEST
                + "\",\"size\":2,\"digest\":\"sha256:x\\r\\nSet-Cookie: a=b\"}";

        Answer answer = put(OCI_MANIFEST, with(subject));

        assertInvalid(answer);
        assertThat(answer).hasNoHeader("OCI-Subject").hasNoHeader("Set-Cookie");
    }

    @Test
    @DisplayName("SPEC row 81: a type of 1 MB is none, an annotation without a name is one")
    void row81TypeOfOneMegabyteIsInvalid() throws IOException {
        assertInvalid(put(OCI_MANIFEST, with("\"artifactType\":\"a/" + "b".repeat(1_000_000) + "\"")));
        assertThat(put(OCI_MANIFEST, with("\"annotations\":{\"\":\"x\"}"))).isServed(201);
    }

    @Test
    @DisplayName("Members that nobody knows are kept")
    void unknownMembersAreKept() throws IOException {
        byte[] extended = Content.utf8(with("\"newUnspecifiedField\":{\"a\":[1,2.5e3,null,\"\\u00e9\"]}"));

        assertThat(put(OCI_MANIFEST, extended)).isServed(201);

        assertThat(client.get(target())).isServed(200).hasBody(extended);
    }

    @ParameterizedTest(name = "A manifest with {0} is invalid")
    @ValueSource(
            strings = {
                "\"schemaVersion\":2|\"schemaVersion\":1",
                "\"schemaVersion\":2|\"schemaVersion\":\"2\"",
                "\"schemaVersion\":2,|",
                "\"layers\":[|\"layers\":[7,",
                "\"layers\":[|\"layers\":[{},",
                "\"config\":{|\"config\":7,\"x\":{",
                "sha256:|sha256x:../",
                "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"|\"mediaType\":7"
            })
    void wrongTypeForKnownMemberIsInvalid(String change) throws IOException {
        String[] parts = change.split("\\|", -1);

        assertInvalid(put(OCI_MANIFEST, good.replace(parts[0], parts[1])));
    }

    private void assertInvalid(Answer answer) throws IOException {
        assertThat(answer).isRefused(400, "MANIFEST_INVALID");
        assertThat(client.get(target())).hasStatus(404);
    }

    private String with(String member) {
        return good.substring(0, good.length() - 1) + "," + member + "}";
    }

    private String target() {
        return RegistryClient.manifest(REPOSITORY, tag);
    }

    private Answer put(String type, String body) throws IOException {
        return put(type, Content.utf8(body));
    }

    private Answer put(String type, byte[] body) throws IOException {
        return client.putManifest(REPOSITORY, tag, type, body);
    }
}

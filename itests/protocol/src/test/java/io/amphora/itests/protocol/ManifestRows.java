package io.amphora.itests.protocol;

import static io.amphora.itests.image.TestImage.OCI_CONFIG;
import static io.amphora.itests.image.TestImage.OCI_INDEX;
import static io.amphora.itests.image.TestImage.OCI_LAYER;
import static io.amphora.itests.image.TestImage.OCI_MANIFEST;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 60, 61, 76 to 78, 82 to 85 and 90 of SPEC.md 6.3: how large a manifest is, and what it names. */
@ExtendWith(SharedServer.class)
@Isolated("it measures what the server spends")
class ManifestRows {

    private static final String REPOSITORY = "rows/manifests";
    private static final int LIMIT = 4 * 1024 * 1024;
    private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private static final byte[] CONFIG = Content.utf8("{\"os\":\"linux\"}");

    private static final Duration ENOUGH = Duration.ofSeconds(5);

    private final RegistryClient client;
    private final DistributionServer server;

    ManifestRows(RegistryClient client, DistributionServer server) throws IOException {
        this.client = client;
        this.server = server;
        client.push(REPOSITORY, CONFIG);
    }

    @Test
    @DisplayName("SPEC row 60: a manifest of exactly the limit is taken, one byte more is not")
    void row60OneByteBeyondTheLimitIsRefused() throws IOException {
        byte[] largest = padded(LIMIT);
        byte[] tooLarge = padded(LIMIT + 1);

        assertThat(put("largest", largest)).isServed(201);
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "largest")))
                .isServed(200)
                .hasBody(largest);
        assertThat(put("too-large", tooLarge)).isRefused(413, "MANIFEST_INVALID");
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "too-large"))).hasStatus(404);
    }

    @Test
    @DisplayName("SPEC row 60: a body without an end is refused at the limit")
    void row60BodyWithoutEndIsRefusedAtTheLimit() throws IOException {
        Request put = Request.of("PUT", RegistryClient.manifest(REPOSITORY, "endless"))
                .header("Content-Type", OCI_MANIFEST)
                .header("Transfer-Encoding", "chunked");
        try (Connection connection = client.connect()) {
            connection.send(put.head());
            connection.send(Request.chunks(false, new byte[LIMIT], new byte[1]));

            assertThat(connection.receive("PUT")).isRefused(413, "MANIFEST_INVALID");
        }
    }

    @Test
    @DisplayName("SPEC row 61: 3.91 MB of annotations are taken")
    void row61ManyAnnotationsAreTaken() throws IOException {
        StringBuilder annotations = new StringBuilder("\"annotations\":{\"a\":\"b\"");
        for (int i = 0; i < 390; i++) {
            annotations
                    .append(",\"key")
                    .append(i)
                    .append("\":\"")
                    .append("x".repeat(10_000))
                    .append('"');
        }
        byte[] manifest = Content.utf8(with(annotations.append('}').toString()));

        assertThat(put("annotated", manifest)).isServed(201);

        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "annotated")))
                .isServed(200)
                .hasBody(manifest);
    }

    @Test
    @DisplayName("SPEC row 76: every blob that is missing is named")
    void row76EveryMissingBlobIsNamed() throws IOException {
        TestImage image = TestImage.oci(Content.fresh(10));

        Answer answer = put("missing", image.manifest());

        assertThat(answer).isRefused(400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(answer.errorCodes()).isEqualTo(List.of("MANIFEST_BLOB_UNKNOWN", "MANIFEST_BLOB_UNKNOWN"));
        assertThat(answer.json().findValues("detail").toString())
                .contains(Content.digest(image.config()))
                .contains(Content.digest(image.layers().get(0)));
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "missing"))).hasStatus(404);
    }

    @Test
    @DisplayName("SPEC row 77: a blob of another repository is missing here")
    void row77BlobOfAnotherRepositoryIsMissing() throws IOException {
        TestImage image = TestImage.oci().pushContent(client, "rows/manifests-elsewhere");

        assertThat(put("elsewhere", image.manifest())).isRefused(400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(client.get(RegistryClient.blob(REPOSITORY, Content.digest(image.config()))))
                .isRefused(404, "BLOB_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 78: a foreign layer may be elsewhere if its addresses are of the web")
    void row78ForeignLayerMayBeElsewhere() throws IOException {
        assertThat(putForeign(",\"urls\":[\"https://127.0.0.1:9/layer\"]")).isServed(201);
        assertThat(putForeign("")).isRefused(400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(putForeign(",\"urls\":[]")).isRefused(400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(putForeign(",\"urls\":[\"file:///etc/passwd\"]")).isRefused(400, "MANIFEST_BLOB_UNKNOWN");
    }

    private Answer putForeign(String urls) throws IOException {
        TestImage image = TestImage.docker().pushContent(client, REPOSITORY);
        String layer = TestImage.descriptor(FOREIGN, Content.fresh(10)).replace("}", urls + "}");
        String manifest = new String(image.manifest(), StandardCharsets.UTF_8)
                .replace("\"layers\":[]", "\"layers\":[" + layer + "]");
        return client.putManifest(REPOSITORY, "foreign", image.type(), Content.utf8(manifest));
    }

    @Test
    @DisplayName("SPEC row 82: an index of a build cache may name blobs")
    void row82IndexMayNameBlobs() throws IOException {
        byte[] layer = Content.fresh(100);
        byte[] config = Content.utf8("{\"layers\":[]}");
        client.push(REPOSITORY, layer);
        client.push(REPOSITORY, config);
        String children = TestImage.descriptor(OCI_LAYER, layer) + ","
                + TestImage.descriptor("application/vnd.buildkit.cacheconfig.v0", config);
        byte[] index = Content.utf8(TestImage.index(OCI_INDEX, children));

        assertThat(client.putManifest(REPOSITORY, "cache", OCI_INDEX, index)).isServed(201);

        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "cache")))
                .isServed(200)
                .hasBody(index);
    }

    @Test
    @DisplayName("SPEC row 83: an index with as many children as fit is answered in time")
    void row83ManyChildrenAreAnsweredInTime() throws IOException {
        TestImage child = TestImage.oci();
        child.push(client, REPOSITORY, "child");
        String descriptor = child.descriptor();
        String fitting = String.join(",", Collections.nCopies(LIMIT / (descriptor.length() + 1) - 1, descriptor));
        String tooMany = String.join(",", Collections.nCopies(50_000, descriptor));
        Duration before = server.cpuTime();

        Answer taken =
                client.putManifest(REPOSITORY, "many", OCI_INDEX, Content.utf8(TestImage.index(OCI_INDEX, fitting)));

        assertThat(taken).isServed(201);
        assertThat(server.cpuTime().minus(before)).isLessThan(ENOUGH);
        assertThat(client.putManifest(REPOSITORY, "more", OCI_INDEX, Content.utf8(TestImage.index(OCI_INDEX, tooMany))))
                .hasStatus(201, 413);
    }

    @Test
    @DisplayName("SPEC row 83: an index with thousands of missing children is answered in time")
    void row83ManyMissingChildrenAreAnsweredInTime() throws IOException {
        StringBuilder children = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            String digest = "sha256:" + String.format("%064x", i);
            children.append(i == 0 ? "" : ",")
                    .append("{\"mediaType\":\"" + OCI_MANIFEST + "\",\"digest\":\"" + digest + "\",\"size\":7}");
        }
        byte[] index = Content.utf8(TestImage.index(OCI_INDEX, children.toString()));
        Duration before = server.cpuTime();

        assertThat(client.putManifest(REPOSITORY, "absent", OCI_INDEX, index)).isRefused(400, "MANIFEST_BLOB_UNKNOWN");

        assertThat(server.cpuTime().minus(before)).isLessThan(ENOUGH);
    }

    @RepeatedTest(value = 5, name = "SPEC row 84: of two pushes to a tag one stays ({currentRepetition})")
    void row84OneOfTwoPushesToTagStays() throws Exception {
        List<TestImage> images = List.of(
                TestImage.oci().pushContent(client, REPOSITORY), TestImage.oci().pushContent(client, REPOSITORY));

        List<Answer> answers = AtOnce.run(2, i -> put("contended", images.get(i).manifest()));

        answers.forEach(answer -> assertThat(answer).isServed(201));
        Answer read = client.get(RegistryClient.manifest(REPOSITORY, "contended"));
        assertThat(read).isServed(200).hasHeader("Docker-Content-Digest", Content.digest(read.body()));
        assertThat(images).anyMatch(image -> Arrays.equals(image.manifest(), read.body()));
    }

    @RepeatedTest(value = 5, name = "SPEC row 85: a tag never dangles ({currentRepetition})")
    void row85TagNeverDangles() throws Exception {
        String repository = "rows/manifests-deleted";
        TestImage image = TestImage.oci();
        image.push(client, repository, "before");

        List<Answer> answers = AtOnce.run(
                2,
                i -> i == 0
                        ? client.putManifest(repository, "raced", image.type(), image.manifest())
                        : client.delete(RegistryClient.manifest(repository, image.digest())));

        assertThat(answers.get(0)).isServed(201);
        assertThat(answers.get(1)).isServed(202);
        Answer byTag = client.get(RegistryClient.manifest(repository, "raced"));
        Answer byDigest = client.get(RegistryClient.manifest(repository, image.digest()));
        boolean isListed = client.get("/v2/" + repository + "/tags/list").text().contains("\"raced\"");
        assertThat(byTag).hasStatus(200, 404);
        assertThat(byDigest.status()).isEqualTo(byTag.status());
        assertThat(isListed).isEqualTo(byTag.status() == 200);
    }

    @ParameterizedTest(name = "SPEC row 90: Accept \"{0}\" gets the stored bytes")
    @ValueSource(
            strings = {
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                "application/vnd.docker.distribution.manifest.v2+json",
                "text/html",
                "*/*;q=0",
                "nonsense"
            })
    void row90OtherAcceptGetsTheStoredBytes(String accept) throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "negotiated");

        assertThat(client.send(Request.of("GET", RegistryClient.manifest(REPOSITORY, "negotiated"))
                        .header("Accept", accept)))
                .isServed(200)
                .hasHeader("Content-Type", OCI_MANIFEST)
                .hasBody(image.manifest());
    }

    private Answer put(String reference, byte[] manifest) throws IOException {
        return client.putManifest(REPOSITORY, reference, OCI_MANIFEST, manifest);
    }

    /** A manifest of exactly that many bytes. */
    private static byte[] padded(int size) {
        String shortest = with("\"annotations\":{\"pad\":\"\"}");
        String pad = "x".repeat(size - shortest.length());
        return Content.utf8(shortest.replace("\"pad\":\"", "\"pad\":\"" + pad));
    }

    private static String with(String member) {
        String bare = TestImage.manifest(OCI_MANIFEST, TestImage.descriptor(OCI_CONFIG, CONFIG), "");
        return bare.substring(0, bare.length() - 1) + "," + member + "}";
    }
}

package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the conformance suites of distribution-spec assert of pushes: [C11] version 1.1 (SPEC.md 4.3), [CM] the main
 * branch (SPEC.md 4.5), for the endpoints that there are.
 */
@ExtendWith(SharedServer.class)
class ConformancePush {

    private static final String REPOSITORY = "conformance/push";
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST = 22;

    private final RegistryClient client;

    ConformancePush(RegistryClient client) {
        this.client = client;
    }

    @Test
    @DisplayName("[C11] a blob is streamed: POST, PATCH without a range, PUT without a body")
    void blobIsStreamed() throws IOException {
        byte[] blob = Content.fresh(512);
        Answer begun = client.send(Request.of("POST", uploads()).header("Content-Length", "0"));
        assertThat(begun).isServed(202).hasHeader("Location");

        Answer patched = client.send(Request.of("PATCH", location(begun))
                .header("Content-Type", "application/octet-stream")
                .chunked(Content.part(blob, 0, 300), Content.part(blob, 300, 512)));
        assertThat(patched).isServed(202).hasHeader("Location");

        assertIsBlob(client.finish(location(patched), Content.digest(blob), NOTHING), blob);
    }

    @Test
    @DisplayName("[C11] a blob is put at once: POST, PUT")
    void blobIsPutAtOnce() throws IOException {
        byte[] blob = Content.fresh(512);

        assertIsBlob(client.finish(client.begin(REPOSITORY), Content.digest(blob), blob), blob);
    }

    @Test
    @DisplayName("[CM] the same with an encoded digest and a chunked body")
    void blobIsPutAtOnceInChunks() throws IOException {
        byte[] blob = Content.fresh(512);
        String target =
                withDigest(client.begin(REPOSITORY), Content.digest(blob).replace(":", "%3A"));

        assertIsBlob(client.send(Request.of("PUT", target).chunked(blob)), blob);
    }

    @Test
    @DisplayName("[C11] a blob comes in chunks, one of them too early and one twice")
    void blobComesInChunks() throws IOException {
        byte[] blob = Content.fresh(42);
        String begun = client.begin(REPOSITORY);
        byte[] first = Content.part(blob, 0, FIRST);
        byte[] second = Content.part(blob, FIRST, blob.length);

        assertThat(client.patch(begun, FIRST, second)).hasStatus(416);
        assertThat(client.patch(begun, 0, first)).isServed(202).hasHeader("Range", "0-21");
        assertThat(client.patch(begun, 0, first)).hasStatus(416);
        Answer status = client.get(begun);
        assertThat(status).isServed(204).hasHeader("Location").hasHeader("Range", "0-21");
        Answer last = client.patch(location(status), FIRST, second);
        assertThat(last).isServed(202).hasHeader("Location").hasHeader("Range", "0-41");

        assertIsBlob(client.finish(location(last), Content.digest(blob), NOTHING), blob);
    }

    @Test
    @DisplayName("[CM] a blob comes in chunks, and the last one with the PUT, after one that does not fit")
    void lastChunkComesWithThePut() throws IOException {
        byte[] blob = Content.fresh(3067);
        String next = client.append(client.begin(REPOSITORY), Content.part(blob, 0, 2048));
        String finish = withDigest(next, Content.digest(blob));
        Request put = Request.of("PUT", finish);
        byte[] last = Content.part(blob, 2048, 3067);

        assertThat(client.send(put.header("Content-Range", "0-1018").body(last)))
                .hasStatus(416);
        assertThat(client.get(finish)).isServed(204).hasHeader("Range", "0-2047");

        assertIsBlob(client.send(put.header("Content-Range", "2048-3066").body(last)), blob);
    }

    @Test
    @DisplayName("[CM] an upload is cancelled")
    void uploadIsCancelled() throws IOException {
        String upload = client.begin(REPOSITORY);

        assertThat(client.delete(upload)).isServed(204);
        assertThat(client.get(upload)).hasStatus(404);
    }

    @Test
    @DisplayName("[CM] a digest that is not that of the blob is 400, whichever way the blob came")
    void badDigestIsRefused() throws IOException {
        byte[] blob = Content.fresh(512);
        String bad = Content.digest(Content.fresh(512));
        String streamed = location(
                client.send(Request.of("PATCH", client.begin(REPOSITORY)).chunked(blob)));
        String chunked = location(client.patch(client.begin(REPOSITORY), 0, blob));
        String begun = location(client.patch(client.begin(REPOSITORY), 0, Content.part(blob, 0, 100)));

        assertThat(client.finish(client.begin(REPOSITORY), bad, blob)).isRefused(400, "DIGEST_INVALID");
        assertThat(client.finish(streamed, bad, NOTHING)).isRefused(400, "DIGEST_INVALID");
        assertThat(client.finish(chunked, bad, NOTHING)).isRefused(400, "DIGEST_INVALID");
        assertThat(client.send(Request.of("PUT", withDigest(begun, bad))
                        .header("Content-Range", "100-511")
                        .body(Content.part(blob, 100, 512))))
                .isRefused(400, "DIGEST_INVALID");
    }

    @Test
    @DisplayName("[C11] a manifest is put under tags, and read by its digest")
    void manifestIsPutUnderTags() throws IOException {
        TestImage image = TestImage.oci(Content.fresh(100)).pushContent(client, REPOSITORY);

        for (String tag : new String[] {"test0", "test1", "test2", "test3"}) {
            Answer answer = client.putManifest(REPOSITORY, tag, image.type(), image.manifest());
            assertThat(answer).isServed(201).hasHeader("Docker-Content-Digest", image.digest());
            assertThat(client.get(location(answer))).isServed(200).hasBody(image.manifest());
        }
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, image.digest())))
                .isServed(200)
                .hasHeader("Content-Type", image.type())
                .hasBody(image.manifest());
    }

    @Test
    @DisplayName("[C11] a manifest without layers and without a type inside is put")
    void manifestWithoutLayersIsPut() throws IOException {
        TestImage image = TestImage.oci().pushContent(client, REPOSITORY);
        String text = new String(image.manifest(), StandardCharsets.UTF_8);
        byte[] typeless = Content.utf8(text.replace("\"mediaType\":\"" + image.type() + "\",\"config\"", "\"config\""));

        assertThat(client.putManifest(REPOSITORY, "no-layers", image.type(), typeless))
                .isServed(201)
                .hasHeader("Location");
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "no-layers")))
                .isServed(200)
                .hasHeader("Content-Type", image.type())
                .hasBody(typeless);
    }

    @Test
    @DisplayName("[CM] indexes of images, of indexes and of nothing are put and read")
    void indexesArePut() throws IOException {
        TestImage one = TestImage.oci();
        TestImage two = TestImage.docker();
        one.push(client, REPOSITORY, one.digest());
        two.push(client, REPOSITORY, two.digest());
        String images = TestImage.index(TestImage.OCI_INDEX, one.descriptor() + "," + two.descriptor());
        String nested =
                TestImage.index(TestImage.OCI_INDEX, TestImage.descriptor(TestImage.OCI_INDEX, Content.utf8(images)));

        assertIsPut(TestImage.OCI_INDEX, images);
        assertIsPut(TestImage.OCI_INDEX, nested);
        assertIsPut(TestImage.OCI_INDEX, TestImage.index(TestImage.OCI_INDEX, ""));
        assertIsPut(TestImage.DOCKER_LIST, TestImage.index(TestImage.DOCKER_LIST, two.descriptor()));
    }

    private void assertIsPut(String type, String text) throws IOException {
        byte[] manifest = Content.utf8(text);
        assertThat(client.putManifest(REPOSITORY, Content.digest(manifest), type, manifest))
                .isServed(201);
        assertThat(client.putManifest(REPOSITORY, "index", type, manifest)).isServed(201);
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "index")))
                .isServed(200)
                .hasHeader("Content-Type", type)
                .hasBody(manifest);
    }

    @Test
    @DisplayName("[CM] the digest in an address is checked before the manifest is stored")
    void manifestByBadDigestIsRefused() throws IOException {
        TestImage image = TestImage.oci().pushContent(client, REPOSITORY);
        String bad = Content.digest(Content.fresh(10));

        assertThat(client.putManifest(REPOSITORY, bad, image.type(), image.manifest()))
                .isRefused(400, "DIGEST_INVALID");
        assertThat(client.putManifest(REPOSITORY, "sha256:baddigeststring", image.type(), image.manifest()))
                .isRefused(400, "DIGEST_INVALID");
    }

    private static String uploads() {
        return "/v2/" + REPOSITORY + "/blobs/uploads/";
    }

    private void assertIsBlob(Answer finished, byte[] blob) throws IOException {
        assertThat(finished).isServed(201).hasHeader("Docker-Content-Digest", Content.digest(blob));
        assertThat(client.get(location(finished))).isServed(200).hasBody(blob);
        assertThat(client.head(location(finished)))
                .isServed(200)
                .hasHeader("Content-Length", Integer.toString(blob.length))
                .hasHeader("Docker-Content-Digest", Content.digest(blob));
    }
}

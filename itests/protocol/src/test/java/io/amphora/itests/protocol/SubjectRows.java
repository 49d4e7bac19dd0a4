package io.amphora.itests.protocol;

import static io.amphora.itests.image.TestImage.OCI_CONFIG;
import static io.amphora.itests.image.TestImage.OCI_INDEX;
import static io.amphora.itests.image.TestImage.OCI_MANIFEST;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 79 of SPEC.md 6.3: what a subject may be. It is named, and never followed. */
@ExtendWith(SharedServer.class)
class SubjectRows {

    private static final String REPOSITORY = "rows/subjects";
    private static final int CHAIN = 10_000;
    private static final int CLIENTS = 8;
    private static final byte[] CONFIG = Content.utf8("{\"os\":\"linux\"}");
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    private final RegistryClient client;

    SubjectRows(RegistryClient client) throws IOException {
        this.client = client;
        client.push(REPOSITORY, CONFIG);
    }

    @Test
    @DisplayName("SPEC row 79: a subject need not be there")
    void row79SubjectNeedNotBeThere() throws IOException {
        assertIsKept("absent", OCI_MANIFEST, manifest(TestImage.descriptor(OCI_MANIFEST, Content.fresh(10))));
    }

    @Test
    @DisplayName("SPEC row 79: a manifest may name what it was before it got its subject, of its own type and size")
    void row79SubjectMayLookLikeTheManifestItself() throws IOException {
        byte[] before = Content.utf8(TestImage.manifest(OCI_MANIFEST, config(), ""));
        int size = manifest(TestImage.descriptor(OCI_MANIFEST, new byte[100])).length;

        assertIsKept("itself", OCI_MANIFEST, manifest(TestImage.descriptor(OCI_MANIFEST, before)));
        assertIsKept("itself", OCI_MANIFEST, manifest(TestImage.descriptor(OCI_MANIFEST, Content.fresh(size))));
    }

    @Test
    @DisplayName("SPEC row 79: a chain of 10 000 subjects is not walked")
    void row79ChainIsNotWalked() throws Exception {
        List<byte[]> chain = chain();
        byte[] last = chain.get(CHAIN - 1);
        try (AtOnce threads = new AtOnce(CLIENTS)) {
            List<Future<Void>> pushes = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                pushes.add(threads.submit(() -> pushEach(chain, first)));
            }
            for (Future<Void> push : pushes) {
                push.get();
            }
        }

        long begin = System.nanoTime();
        assertIsKept("last", OCI_MANIFEST, last);
        assertThat(client.delete(RegistryClient.manifest(REPOSITORY, Content.digest(chain.get(0)))))
                .isServed(202);
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, "last")))
                .isServed(200)
                .hasBody(last);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ENOUGH);
    }

    /** Each is the subject of the next. */
    private static List<byte[]> chain() {
        List<byte[]> chain = new ArrayList<>();
        String subject = TestImage.descriptor(OCI_MANIFEST, Content.fresh(10));
        for (int i = 0; i < CHAIN; i++) {
            byte[] manifest = manifest(subject);
            chain.add(manifest);
            subject = TestImage.descriptor(OCI_MANIFEST, manifest);
        }
        return chain;
    }

    /** Pushes every so many-th of them, from the first one on, over one connection. */
    private Void pushEach(List<byte[]> chain, int first) throws IOException {
        try (Connection connection = client.connect()) {
            for (int i = first; i < chain.size(); i += CLIENTS) {
                byte[] manifest = chain.get(i);
                Answer answer = connection.exchange(
                        Request.of("PUT", RegistryClient.manifest(REPOSITORY, Content.digest(manifest)))
                                .header("Content-Type", OCI_MANIFEST)
                                .body(manifest));
                assertThat(answer).isServed(201);
            }
        }
        return null;
    }

    /** Digests make no cycle; the tags under which clients list referrers without a registry's help can. */
    @Test
    @DisplayName("SPEC row 79: subjects and tags may make a cycle")
    void row79SubjectsAndTagsMayMakeCycle() throws IOException {
        byte[] image = Content.utf8(TestImage.manifest(OCI_MANIFEST, config(), ""));
        byte[] signature = manifest(TestImage.descriptor(OCI_MANIFEST, image));
        byte[] ofImage = index(signature, image);
        byte[] ofSignature = index(image, signature);

        assertIsKept("image", OCI_MANIFEST, image);
        assertIsKept("signature", OCI_MANIFEST, signature);
        assertIsKept(referrersTag(image), OCI_INDEX, ofImage);
        assertIsKept(referrersTag(signature), OCI_INDEX, ofSignature);
        assertIsKept(referrersTag(ofImage), OCI_INDEX, ofImage);

        for (byte[] manifest : List.of(image, signature, ofImage, ofSignature)) {
            assertThat(client.get(RegistryClient.manifest(REPOSITORY, Content.digest(manifest))))
                    .isServed(200)
                    .hasBody(manifest);
        }
    }

    /** An index that lists a manifest and has a subject. */
    private static byte[] index(byte[] listed, byte[] subject) {
        return withSubject(
                TestImage.index(OCI_INDEX, TestImage.descriptor(OCI_MANIFEST, listed)),
                TestImage.descriptor(OCI_MANIFEST, subject));
    }

    private static String referrersTag(byte[] subject) {
        return Content.digest(subject).replace(':', '-');
    }

    private void assertIsKept(String reference, String type, byte[] manifest) throws IOException {
        assertThat(client.putManifest(REPOSITORY, reference, type, manifest))
                .isServed(201)
                .hasHeader("Docker-Content-Digest", Content.digest(manifest));
        assertThat(client.get(RegistryClient.manifest(REPOSITORY, reference)))
                .isServed(200)
                .hasBody(manifest);
    }

    private static byte[] manifest(String subject) {
        return withSubject(TestImage.manifest(OCI_MANIFEST, config(), ""), subject);
    }

    private static byte[] withSubject(String bare, String subject) {
        return Content.utf8(bare.substring(0, bare.length() - 1) + ",\"subject\":" + subject + "}");
    }

    private static String config() {
        return TestImage.descriptor(OCI_CONFIG, CONFIG);
    }
}

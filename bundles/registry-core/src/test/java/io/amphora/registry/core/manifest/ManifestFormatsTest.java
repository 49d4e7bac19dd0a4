package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.LetterFormat.DOCUMENT;
import static io.amphora.registry.core.manifest.LetterFormat.TYPE;
import static io.amphora.registry.core.manifest.ManifestFixture.LAYER;
import static io.amphora.registry.core.manifest.ManifestFixture.REPOSITORY;
import static io.amphora.registry.core.manifest.ManifestFixture.bytes;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.faults;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Descriptor;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.SignedManifestFormat;
import io.amphora.storage.StoragePath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Formats of other bundles, which come and go. */
final class ManifestFormatsTest {

    private static final FakeReference REFERENCE = new FakeReference(0);

    private final ManifestFixture registry = new ManifestFixture();

    @Test
    void takesAFurtherFormatWhileItIsThere() throws RegistryException {
        assertThat(registry.invalid(TYPE, DOCUMENT.getBytes(UTF_8))).contains(TYPE);
        registry.formats.bind(REFERENCE, new LetterFormat());

        assertThat(registry.push("v1", TYPE + "; charset=utf-8", DOCUMENT).mediaType())
                .isEqualTo(TYPE);
        assertThat(registry.push("v2", DOCUMENT).mediaType()).isEqualTo(TYPE);
        assertThat(registry.push("v3", image()).mediaType()).isEqualTo(ImageKind.OCI);
    }

    @Test
    void servesWhatIsStoredWhenTheFormatIsGone() throws RegistryException {
        LetterFormat format = new LetterFormat();
        registry.formats.bind(REFERENCE, format);
        registry.push("v1", TYPE, DOCUMENT + "\nAda");

        registry.formats.unbind(REFERENCE, format);

        assertThat(bytes(registry.fetch("v1"))).isEqualTo(DOCUMENT);
        assertThat(registry.fetch("v1").descriptor().mediaType()).isEqualTo(TYPE);
    }

    @Test
    void tellsClientsToTryAgainForAWhileAfterAFormatHasLeft() throws RegistryException {
        LetterFormat format = new LetterFormat();
        registry.formats.bind(REFERENCE, format);

        registry.formats.unbind(REFERENCE, format);

        assertThat(registry.refused(TYPE, DOCUMENT.getBytes(UTF_8)))
                .extracting(RegistryError::code)
                .containsExactly(ErrorCode.UNAVAILABLE);
        registry.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(registry.invalid(TYPE, DOCUMENT.getBytes(UTF_8))).contains(TYPE);
        registry.formats.bind(REFERENCE, format);
        registry.push("v1", TYPE, DOCUMENT);
    }

    @Test
    void bringsTheSignaturesOfSeveralPushersTogether() throws RegistryException {
        registry.formats.bind(REFERENCE, new LetterFormat());

        registry.push("v1", TYPE, DOCUMENT + "\nAda");
        registry.push("v2", TYPE, DOCUMENT + "\nBob\nAda");

        assertThat(registry.fetch("v1").descriptor().digest()).isEqualTo(digest(DOCUMENT));
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(DOCUMENT + "\nAda\nBob");
        assertThat(bytes(registry.fetch("v2"))).isEqualTo(DOCUMENT + "\nAda\nBob");
        assertThat(registry.fetch("v1").descriptor().size()).isEqualTo(DOCUMENT.length() + 8);
    }

    @Test
    void namesADocumentByWhatIsStoredOfIt() throws RegistryException {
        registry.formats.bind(REFERENCE, new LetterFormat());

        registry.push(digest(DOCUMENT).toString(), TYPE, DOCUMENT + "\nAda");

        String whole = DOCUMENT + "\nBob";
        assertThat(faults(() -> registry.push(digest(whole).toString(), TYPE, whole)))
                .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.DIGEST_INVALID));
    }

    @Test
    void deletesTheSignaturesWithTheDocument() throws RegistryException {
        registry.formats.bind(REFERENCE, new LetterFormat());
        registry.push("v1", TYPE, DOCUMENT + "\nAda");

        registry.delete(digest(DOCUMENT).toString());
        registry.push("v1", TYPE, DOCUMENT + "\nBob");

        assertThat(bytes(registry.fetch("v1"))).isEqualTo(DOCUMENT + "\nBob");
    }

    @Test
    void leavesOutSignaturesThatAreBroken() throws Exception {
        registry.formats.bind(REFERENCE, new LetterFormat());
        registry.push("v1", TYPE, DOCUMENT + "\nAda\nBob");

        registry.driver.put(link("Ada"), "no link".getBytes(UTF_8));
        registry.driver.put(link("Eve"), digest("Eve").toString().getBytes(UTF_8));

        assertThat(bytes(registry.fetch("v1"))).isEqualTo(DOCUMENT + "\nBob");
    }

    @Test
    void keepsNoMoreSignaturesThanTheMost() throws RegistryException {
        registry.formats.bind(REFERENCE, new LetterFormat());
        for (int i = 0; i < SignedManifestFormat.MOST_SIGNATURES; i++) {
            registry.push("v1", TYPE, DOCUMENT + "\nPusher " + i);
        }

        registry.push("v1", TYPE, DOCUMENT + "\nAda");

        assertThat(bytes(registry.fetch("v1"))).contains("Pusher 99").doesNotContain("Ada");
    }

    @Test
    void refusesASignatureThatIsTooLarge() {
        registry.formats.bind(REFERENCE, new LetterFormat());
        String large = "x".repeat(SignedManifestFormat.LARGEST_SIGNATURE + 1);

        assertThat(registry.refused(TYPE, (DOCUMENT + "\n" + large).getBytes(UTF_8)))
                .allSatisfy(fault -> assertThat(fault.detail()).containsKey("largestSignatureBytes"));
    }

    @Test
    void tellsOfNeedsWithoutDescriptors() {
        registry.formats.bind(
                REFERENCE,
                new LetterFormat(
                        List.of(ContentNeed.blob(LAYER), ContentNeed.blob(digest("x")), ContentNeed.blob(digest("x"))),
                        () -> {}));

        assertThat(registry.refused(TYPE, DOCUMENT.getBytes(UTF_8)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(ErrorCode.MANIFEST_BLOB_UNKNOWN);
                    assertThat(fault.detail())
                            .containsOnly(Map.entry("digest", digest("x").toString()));
                });
    }

    @Test
    void refusesWhatWouldBeTakenForAnotherFormatOnceStored() {
        registry.formats.bind(REFERENCE, new LetterFormat());

        assertThat(registry.invalid(TYPE, image().getBytes(UTF_8))).contains(ImageKind.OCI);
        String both = image(",\"fsLayers\":[]").replaceFirst("\"mediaType\":\"[^\"]*\",", "");
        assertThat(registry.invalid(ImageKind.OCI, both.getBytes(UTF_8))).contains("v1+json");
    }

    @Test
    void tellsTheClientWhatIsNoJson() {
        registry.formats.bind(REFERENCE, new LetterFormat());

        assertThat(registry.invalid(TYPE, "nothing".getBytes(UTF_8))).startsWith("line 1");
    }

    @Test
    void prefersTheHighestRank() throws RegistryException {
        registry.formats.bind(new FakeReference(1), new LetterFormat(List.of(), () -> {}));
        registry.formats.bind(new FakeReference(2), new LetterFormat(List.of(ContentNeed.blob(digest("x"))), () -> {}));

        assertThat(registry.refused(TYPE, DOCUMENT.getBytes(UTF_8))).hasSize(1);
    }

    @Test
    void letsAFormatGoOnlyWhenNobodyIsInIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LetterFormat format = new LetterFormat(List.of(), () -> {
            inside.countDown();
            await(goOn);
        });
        registry.formats.bind(REFERENCE, format);
        FutureTask<Descriptor> push = new FutureTask<>(() -> registry.push("v1", TYPE, DOCUMENT));
        new Thread(push).start();
        await(inside);
        Thread leaver = new Thread(() -> registry.formats.unbind(REFERENCE, format));
        leaver.start();
        while (leaver.getState() != Thread.State.TIMED_WAITING) {
            assertThat(leaver.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        goOn.countDown();
        leaver.join();

        assertThat(push.get(30, TimeUnit.SECONDS).mediaType()).isEqualTo(TYPE);
    }

    private static StoragePath link(String signature) {
        return StorageLayout.signatureLink(REPOSITORY, digest(DOCUMENT), digest(signature));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

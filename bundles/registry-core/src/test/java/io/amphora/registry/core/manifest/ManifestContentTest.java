package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.CONFIG;
import static io.amphora.registry.core.manifest.ManifestFixture.LAYER;
import static io.amphora.registry.core.manifest.ManifestFixture.descriptor;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static io.amphora.registry.core.manifest.ManifestFixture.index;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.storage.StorageException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repository must hold for a manifest. Rows are those of the specification's section on manifests. */
final class ManifestContentTest {

    private static final Digest MISSING = digest("missing");
    private static final Digest MISSING_TOO = digest("missing too");

    private final ManifestFixture registry = new ManifestFixture();

    @Test
    void row76ReportsEachMissingBlob() {
        String content = image().replace(CONFIG.toString(), MISSING.toString())
                .replace(LAYER.toString(), MISSING_TOO.toString());

        assertThat(registry.refused(content))
                .containsExactly(
                        missing(MISSING, "application/vnd.oci.image.config.v1+json"),
                        missing(MISSING_TOO, "application/vnd.oci.image.layer.v1.tar+gzip"));
    }

    @Test
    void reportsAMissingBlobOnceHoweverOftenItIsNamed() {
        String child = descriptor("a/b", MISSING);

        assertThat(registry.refused(index(child, child, child))).containsExactly(missing(MISSING, "a/b"));
    }

    @Test
    void reportsMissingBlobsBesideFaultsOfTheForm() {
        String content = index(descriptor("a/b", MISSING), "{\"size\":-1}");

        assertThat(registry.refused(content))
                .extracting(RegistryError::code)
                .containsExactly(ErrorCode.MANIFEST_INVALID, ErrorCode.MANIFEST_BLOB_UNKNOWN);
    }

    @Test
    void takesTheManifestOnceItsBlobsAreThere() {
        String content = image().replace(LAYER.toString(), MISSING.toString());
        assertThat(registry.refused(content)).hasSize(1);

        registry.hold(MISSING);

        assertThatCode(() -> registry.push("v1", content)).doesNotThrowAnyException();
    }

    @Test
    void row77DoesNotCountABlobOfAnotherRepository() throws StorageException {
        registry.driver.put(
                StorageLayout.layerLink(RepositoryName.parse("a"), MISSING),
                MISSING.toString().getBytes(UTF_8));
        registry.driver.put(StorageLayout.blob(MISSING), new byte[7]);

        assertThat(registry.refused(image().replace(LAYER.toString(), MISSING.toString())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "application/vnd.oci.image.layer.nondistributable.v1.tar"
            })
    void row78TakesAForeignLayerThatLiesElsewhere(String type) {
        assertThatCode(() -> registry.push("v1", foreign(type, "[\"https://example.com/x\",\"HTTP://e:1/\"]")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "[\"file:///etc/passwd\"]",
                "[\"https://e/x#f\"]",
                "[\"https://e/x\",\"ftp://e/x\"]",
                "[\"\"]",
                "[\"https:\"]",
                "[\"http://e/ x\"]",
                "[\"/x\"]"
            })
    void row78RefusesAForeignLayerThatCannotBeFetched(String urls) {
        String content = foreign("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", urls);

        assertThat(registry.refused(content)).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_BLOB_UNKNOWN);
            assertThat(error.detail()).containsEntry("digest", MISSING.toString());
        });
    }

    @Test
    void row78TakesAForeignLayerThatWasPushed() {
        registry.hold(MISSING);

        assertThatCode(() -> registry.push(
                        "v1", foreign("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "null")))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNotExcuseAnOrdinaryLayerByItsUrls() {
        assertThat(registry.refused(
                        foreign("application/vnd.oci.image.layer.v1.tar+gzip", "[\"https://example.com/x\"]")))
                .hasSize(1);
    }

    @Test
    void row82TakesChildrenThatAreBlobsAndChildrenThatAreManifests() throws RegistryException {
        Digest child = registry.push("child", image()).digest();
        String content = index(
                descriptor("application/vnd.oci.image.layer.v1.tar+gzip", LAYER),
                descriptor("application/vnd.buildkit.cacheconfig.v0", CONFIG),
                descriptor(ImageKind.OCI, child));

        assertThatCode(() -> registry.push("v1", content)).doesNotThrowAnyException();
    }

    @Test
    void doesNotTakeAManifestForALayer() throws RegistryException {
        Digest manifest = registry.push("child", image()).digest();

        assertThat(registry.refused(image().replace(LAYER.toString(), manifest.toString())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blake3:", "x+y:", "sha384:", "sha512:"})
    void takesDigestsOfOtherAlgorithmsForMissing(String algorithm) {
        String encoded =
                algorithm.equals("blake3:") ? "0".repeat(64) : "0".repeat(algorithm.equals("sha384:") ? 96 : 128);
        Digest digest = Digest.parse(algorithm + encoded);

        assertThat(registry.refused(index(descriptor("a/b", digest)))).containsExactly(missing(digest, "a/b"));
    }

    @Test
    void row83ChecksFiftyThousandChildrenOnceEach() throws Exception {
        registry.service.modified(ManifestFixture.limit(64 * 1024 * 1024));
        Digest[] children =
                IntStream.range(0, 50_000).mapToObj(i -> digest("child " + i)).toArray(Digest[]::new);
        registry.hold(children);
        StringBuilder list = new StringBuilder(descriptor("a/b", children[0]));
        for (Digest child : children) {
            list.append(',').append(descriptor("a/b", child));
        }
        String content = index(list.toString());
        int before = registry.driver.calls();

        Duration cpu = cpuTimeOf(() -> registry.push("v1", content));

        assertThat(cpu).isLessThan(Duration.ofSeconds(5));
        assertThat(registry.driver.calls() - before).isLessThan(2 * children.length + 20);
    }

    /** The time of this thread, whatever else the machine does. */
    private static Duration cpuTimeOf(Callable<?> call) throws Exception {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        call.call();
        return Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);
    }

    private static RegistryError missing(Digest digest, String mediaType) {
        return new RegistryError(
                ErrorCode.MANIFEST_BLOB_UNKNOWN,
                Map.of("digest", digest.toString(), "size", 7L, "mediaType", mediaType));
    }

    private static String foreign(String type, String urls) {
        String layer = descriptor(type, MISSING).replace("}", ",\"urls\":" + urls + "}");
        return image().replace("\"layers\":[", "\"layers\":[" + layer + ",");
    }

    @Test
    void namesDigestSizeAndTypeInThisOrder() {
        List<RegistryError> errors = registry.refused(index(descriptor("a/b", MISSING)));

        assertThat(errors.get(0).detail().keySet()).containsExactly("digest", "size", "mediaType");
    }
}

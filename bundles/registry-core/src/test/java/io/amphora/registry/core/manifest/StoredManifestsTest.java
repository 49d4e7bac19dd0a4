package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.REPOSITORY;
import static io.amphora.registry.core.manifest.ManifestFixture.bytes;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.faults;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static io.amphora.registry.core.manifest.ManifestFixture.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Manifest;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.storage.StorageFullException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is stored, served and deleted. Rows are those of the specification's section on manifests. */
final class StoredManifestsTest {

    private static final String CONTENT = image(",\"x\" :  [ 1 ]") + "\n";
    private static final Digest DIGEST = digest(CONTENT);

    private final ManifestFixture registry = new ManifestFixture();

    @Test
    void servesByTagAndByDigestWhatWasPushed() throws RegistryException {
        Descriptor pushed = registry.push("v1", CONTENT);

        assertThat(pushed).isEqualTo(new Descriptor(ImageKind.OCI, DIGEST, CONTENT.length()));
        for (String reference : List.of("v1", DIGEST.toString())) {
            Manifest manifest = registry.fetch(reference);
            assertThat(manifest.descriptor()).isEqualTo(pushed);
            assertThat(bytes(manifest)).isEqualTo(CONTENT);
        }
    }

    @Test
    void writesTheLayoutOfTheReferenceAndTheWayBackFromTheManifest() throws RegistryException {
        registry.push("v1", CONTENT);

        Tag tag = Tag.parse("v1");
        assertThat(registry.driver.paths())
                .contains(
                        StorageLayout.blob(DIGEST).toString(),
                        StorageLayout.revisionLink(REPOSITORY, DIGEST).toString(),
                        StorageLayout.tagLink(REPOSITORY, tag).toString(),
                        StorageLayout.tagIndexLink(REPOSITORY, tag, DIGEST).toString(),
                        StorageLayout.tagged(REPOSITORY, DIGEST, tag).toString())
                .hasSize(2 + 5);
    }

    @Test
    void leavesTheCallersBufferAlone() throws RegistryException {
        ByteBuffer content = ByteBuffer.wrap(("xx" + CONTENT + "yy").getBytes(StandardCharsets.UTF_8))
                .position(2);
        content.limit(content.limit() - 2);

        registry.service.put(REPOSITORY, Reference.parse("v1"), Optional.empty(), content.asReadOnlyBuffer());

        assertThat(content.remaining()).isEqualTo(CONTENT.length());
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(CONTENT);
    }

    @Test
    void row60TakesExactlyTheLimit() throws RegistryException {
        String atLimit = CONTENT + " ".repeat(4 * 1024 * 1024 - CONTENT.length());

        assertThat(registry.push("v1", atLimit).size()).isEqualTo(4L * 1024 * 1024);
        assertThat(registry.refused(atLimit + " ")).singleElement().satisfies(error -> assertThat(error.code())
                .isEqualTo(ErrorCode.MANIFEST_TOO_LARGE));
    }

    @Test
    void takesANewLimitAtOnceAndServesWhatIsLarger() throws RegistryException {
        registry.push("v1", CONTENT);

        registry.service.modified(limit(10));

        assertThat(registry.service.limit()).isEqualTo(10);
        assertThat(registry.refused(CONTENT)).hasSize(1);
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(CONTENT);
    }

    @Test
    void refusesALimitOutOfRangeAndKeepsTheOld() {
        for (int wrong : new int[] {0, -1, 64 * 1024 * 1024 + 1}) {
            registry.service.modified(limit(wrong));

            assertThat(registry.service.status()).singleElement().satisfies(line -> assertThat(line.value())
                    .contains("maxManifestBytes", "4194304"));
        }
        assertThat(registry.service.limit()).isEqualTo(4 * 1024 * 1024);
    }

    @Test
    void row61TakesManyMegabytesOfAnnotations() throws RegistryException {
        String one = image(",\"annotations\":{\"a\":\"" + "v".repeat(3_900_000) + "\"}");
        StringBuilder many = new StringBuilder("\"a\":\"b\"");
        for (int i = 0; i < 200_000; i++) {
            many.append(",\"key").append(i).append("\":\"v\"");
        }

        assertThat(registry.push("v1", one).size()).isGreaterThan(3_900_000);
        registry.push("v2", image(",\"annotations\":{" + many + "}"));
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(one);
    }

    @Test
    void row73RefusesADigestThatIsNotThatOfTheContent() throws RegistryException {
        List<String> before = registry.driver.paths();

        assertThat(faults(() -> registry.push(digest("other").toString(), CONTENT)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.DIGEST_INVALID);
                    assertThat(error.detail()).containsEntry("computed", DIGEST.toString());
                });

        assertThat(registry.driver.paths()).isEqualTo(before);
        assertThat(registry.push(DIGEST.toString(), CONTENT).digest()).isEqualTo(DIGEST);
    }

    @Test
    void refusesAPushBySha512AndSaysWhy() {
        assertThat(faults(() -> registry.push("sha512:" + "0".repeat(128), CONTENT)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.DIGEST_INVALID);
                    assertThat(error.detail().get("reason").toString()).contains("sha256");
                });
    }

    @Test
    void tellsAnUnknownManifestFromAnUnknownRepository() throws RegistryException {
        assertCode(() -> registry.fetch("v1"), ErrorCode.MANIFEST_UNKNOWN);
        assertCode(() -> registry.fetch(DIGEST.toString()), ErrorCode.MANIFEST_UNKNOWN);
        assertCode(() -> registry.fetch("x+y:z="), ErrorCode.MANIFEST_UNKNOWN);
        assertCode(
                () -> registry.service.fetch(RepositoryName.parse("x/y"), Reference.parse("v1")),
                ErrorCode.NAME_UNKNOWN);
        assertCode(
                () -> {
                    registry.service.delete(RepositoryName.parse("x/y"), Reference.parse("v1"));
                    return null;
                },
                ErrorCode.NAME_UNKNOWN);
    }

    @Test
    void deletesATagOnly() throws RegistryException {
        registry.push("v1", CONTENT);
        registry.push("v2", CONTENT);

        registry.delete("v1");

        assertCode(() -> registry.fetch("v1"), ErrorCode.MANIFEST_UNKNOWN);
        assertThat(bytes(registry.fetch("v2"))).isEqualTo(CONTENT);
        assertThat(bytes(registry.fetch(DIGEST.toString()))).isEqualTo(CONTENT);
        assertGone("v1");
        assertThat(registry.driver.paths())
                .doesNotContain(StorageLayout.tagged(REPOSITORY, DIGEST, Tag.parse("v1"))
                        .toString());
    }

    @Test
    void deletesAManifestWithItsTags() throws RegistryException {
        for (int i = 0; i < 5; i++) {
            registry.push("v" + i, CONTENT);
        }
        registry.push("moved", CONTENT);
        registry.push("moved", image());
        registry.driver.largestPage(2);

        registry.delete(DIGEST.toString());

        assertGone(DIGEST.toString());
        assertCode(() -> registry.fetch("v3"), ErrorCode.MANIFEST_UNKNOWN);
        assertThat(bytes(registry.fetch("moved"))).isEqualTo(image());
        assertThat(registry.driver.paths().stream()
                        .filter(path ->
                                path.contains("/tags/v") || path.contains("/_tagged/sha256/" + DIGEST.encoded())))
                .isEmpty();
    }

    @Test
    void bringsBackNoTagWhenADeletedManifestIsPushedAgain() throws RegistryException {
        registry.push("v1", CONTENT);
        registry.delete(DIGEST.toString());

        registry.push(DIGEST.toString(), CONTENT);

        assertCode(() -> registry.fetch("v1"), ErrorCode.MANIFEST_UNKNOWN);
        assertThat(bytes(registry.fetch(DIGEST.toString()))).isEqualTo(CONTENT);
    }

    @Test
    void servesNoTagWhoseManifestIsGoneAndClearsItAway() throws Exception {
        registry.push("v1", CONTENT);
        registry.driver.delete(List.of(StorageLayout.revisionLink(REPOSITORY, DIGEST)));

        assertCode(() -> registry.fetch("v1"), ErrorCode.MANIFEST_UNKNOWN);
        assertGone("v1");

        assertThat(registry.driver.paths().toString()).doesNotContain("/tags/");
    }

    @Test
    void reportsStorageFaultsAsOurs() throws Exception {
        registry.driver.probe((call, path) -> {
            if (call.equals("put")) {
                throw new StorageFullException("heap", path);
            }
        });
        assertCode(() -> registry.push("v1", CONTENT), ErrorCode.STORAGE_FULL);
        registry.storage.present(false);
        assertCode(() -> registry.fetch("v1"), ErrorCode.UNAVAILABLE);

        assertThat(registry.storage.openLeases()).isZero();
    }

    @Test
    void answersLostBytesAsAnUnknownManifest() throws Exception {
        registry.push("v1", CONTENT);
        registry.driver.delete(List.of(StorageLayout.blob(DIGEST)));

        assertCode(() -> registry.fetch("v1"), ErrorCode.MANIFEST_UNKNOWN);

        registry.push("v1", CONTENT);
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(CONTENT);
    }

    @Test
    void row13TakesTheLongestNames() throws RegistryException {
        RepositoryName longest = RepositoryName.parse("a/".repeat(127) + "a");
        Reference tag = Reference.parse("t".repeat(Tag.MAX_LENGTH));
        ByteBuffer content = ByteBuffer.wrap(ManifestFixture.index().getBytes(StandardCharsets.UTF_8));

        registry.service.put(longest, tag, Optional.empty(), content);

        assertThat(registry.service.fetch(longest, tag).content()).isEqualTo(content);
    }

    private void assertGone(String reference) {
        assertCode(
                () -> {
                    registry.delete(reference);
                    return null;
                },
                ErrorCode.MANIFEST_UNKNOWN);
    }

    private static void assertCode(Callable<?> call, ErrorCode expected) {
        assertThat(faults(call)).singleElement().satisfies(error -> assertThat(error.code())
                .isEqualTo(expected));
    }
}

package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.CONFIG;
import static io.amphora.registry.core.manifest.ManifestFixture.LAYER;
import static io.amphora.registry.core.manifest.ManifestFixture.descriptor;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static io.amphora.registry.core.manifest.ManifestFixture.index;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Descriptor;
import io.amphora.registry.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which type a manifest has. Rows are those of the specification's section on manifests. */
final class ManifestTypeTest {

    private final ManifestFixture registry = new ManifestFixture();

    @ParameterizedTest
    @ValueSource(strings = {ImageKind.OCI, ImageKind.DOCKER})
    void takesImages(String type) throws RegistryException {
        String content = image().replace(ImageKind.OCI, type);

        assertThat(registry.push("v1", type, content).mediaType()).isEqualTo(type);
        assertThat(registry.fetch("v1").descriptor().mediaType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {IndexKind.OCI, IndexKind.DOCKER})
    void takesIndexes(String type) throws RegistryException {
        String content = index(descriptor("a/b", LAYER)).replace(IndexKind.OCI, type);

        assertThat(registry.push("v1", type, content).mediaType()).isEqualTo(type);
        assertThat(registry.fetch("v1").descriptor().mediaType()).isEqualTo(type);
    }

    @Test
    void row68RefusesAContentTypeOtherThanTheDocuments() {
        assertThat(registry.invalid(IndexKind.OCI, image().getBytes(UTF_8))).startsWith("/mediaType: ");
        assertThat(registry.invalid(ImageKind.OCI, index().getBytes(UTF_8))).startsWith("/mediaType: ");
        assertThat(registry.invalid(ImageKind.DOCKER, image().getBytes(UTF_8))).startsWith("/mediaType: ");
    }

    @Test
    void row69DropsParametersOfTheContentType() throws RegistryException {
        registry.push("v1", " Application/VND.oci.image.manifest.v1+json ; charset=utf-8", image());

        assertThat(registry.fetch("v1").descriptor().mediaType()).isEqualTo(ImageKind.OCI);
    }

    @Test
    void row70TakesTheDocumentsOwnTypeWithoutAContentType() throws RegistryException {
        assertThat(registry.push("v1", index()).mediaType()).isEqualTo(IndexKind.OCI);
        assertThat(registry.push("v1", "", image()).mediaType()).isEqualTo(ImageKind.OCI);
    }

    @Test
    void row70TellsTheTypeByTheShapeWithoutAnyType() throws RegistryException {
        assertThat(registry.push("v1", untyped(image())).mediaType()).isEqualTo(ImageKind.OCI);
        assertThat(registry.push("v1", untyped(index())).mediaType()).isEqualTo(IndexKind.OCI);
        assertThat(registry.fetch("v1").descriptor().mediaType()).isEqualTo(IndexKind.OCI);
        for (String content :
                new String[] {untyped(image()), untyped(index()), untyped(index().replace("[]", "null"))}) {
            Descriptor pushed = registry.push("v1", content);
            assertThat(registry.fetch("v1").descriptor()).isEqualTo(pushed);
        }
        assertThat(registry.invalid("{\"schemaVersion\":2}")).startsWith("/mediaType: ");
    }

    @Test
    void refusesAContentTypeThatWouldBeLost() {
        assertThat(registry.invalid(ImageKind.DOCKER, untyped(image()).getBytes(UTF_8)))
                .startsWith("/mediaType: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/octet-stream",
                "application/json",
                "application/vnd.oci.artifact.manifest.v1+json",
                "x"
            })
    void row71RefusesOtherTypes(String type) {
        assertThat(registry.invalid(type, image().getBytes(UTF_8))).startsWith("Content-Type: ");
        assertThat(registry.invalid(null, image().replace(ImageKind.OCI, type).getBytes(UTF_8)))
                .startsWith("/mediaType: ");
    }

    @Test
    void row72RefusesAnImageThatIsAnIndexToo() {
        assertThat(registry.invalid(image(",\"manifests\":[]"))).startsWith("/manifests: ");
        assertThat(registry.invalid(index().replace("}", ",\"layers\":[]}"))).startsWith("/layers: ");
        assertThat(registry.invalid(index().replace("}", ",\"config\":" + descriptor("a/b", CONFIG) + "}")))
                .startsWith("/config: ");
        assertThat(registry.invalid(untyped(image(",\"manifests\":[]")))).startsWith("/mediaType: ");
    }

    @Test
    void refusesAnImageOrIndexThatLacksWhatItIsMadeOf() {
        String head = "{\"schemaVersion\":2,\"mediaType\":\"";

        assertThat(registry.invalid(head + ImageKind.OCI + "\",\"layers\":[]}")).contains("config");
        assertThat(registry.invalid(head + ImageKind.OCI + "\",\"config\":" + descriptor("a/b", CONFIG) + "}"))
                .contains("layers");
        assertThat(registry.invalid(head + IndexKind.OCI + "\"}")).contains("manifests");
        assertThat(registry.invalid(image().replace("\"schemaVersion\":2,", "")))
                .startsWith("/schemaVersion: ");
    }

    @Test
    void takesAnImageWithoutLayersAndAnIndexWithoutChildren() throws RegistryException {
        registry.push("v1", image().replaceFirst("\"layers\":\\[.*]", "\"layers\":[]"));
        registry.push("v2", index());
        registry.push("v3", index().replace("[]", "null"));
    }

    private static String untyped(String content) {
        return content.replaceFirst("\"mediaType\":\"[^\"]*\",", "");
    }
}

package io.amphora.registry.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What manifests that other registries stored are served as. */
final class TypeSnifferTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"mediaType\":\"application/x+json\"}             | application/x+json",
                "{\"a\":{\"mediaType\":\"x/y\"},\"layers\":[]}      | application/vnd.oci.image.manifest.v1+json",
                "{\"config\":{}}                                    | application/vnd.oci.image.manifest.v1+json",
                "{\"manifests\":[],\"mediaType\":7}                 | application/vnd.oci.image.index.v1+json",
                "{\"fsLayers\":[],\"signatures\":[]}                | application/vnd.docker.distribution.manifest.v1+prettyjws",
                "{\"fsLayers\":[]}                                  | application/vnd.docker.distribution.manifest.v1+json",
                "{\"mediaType\":\"a/b\\r\\nX: y\",\"layers\":[]}    | application/vnd.oci.image.manifest.v1+json",
                "{\"config\":null}                                  | application/octet-stream",
                "{\"manifests\":null}                               | application/vnd.oci.image.index.v1+json",
                "{\"layers\":[                                      | application/octet-stream",
                "nothing                                            | application/octet-stream",
            })
    void tellsTheTypeByTheDocument(String content, String expected) {
        assertThat(TypeSniffer.mediaType(ByteBuffer.wrap(content.getBytes(UTF_8))))
                .isEqualTo(expected);
    }
}

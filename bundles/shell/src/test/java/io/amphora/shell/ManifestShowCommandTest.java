package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.Manifest;
import io.amphora.registry.ManifestService;
import io.amphora.registry.Reference;
import io.amphora.registry.RepositoryName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestShowCommandTest {

    @Test
    void showsTypeDigestSizeAndContent() throws Exception {
        Digest digest = Digest.parse("sha256:" + "0".repeat(64));
        ManifestShowCommand command = new ManifestShowCommand();
        command.repository = "library/alpine";
        command.reference = "latest";
        command.manifests = new OneManifest(new Manifest(
                new Descriptor("application/vnd.oci.image.manifest.v1+json", digest, 19),
                ByteBuffer.wrap("{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8))));

        assertThat(Console.run(command))
                .containsExactly(
                        "Type    application/vnd.oci.image.manifest.v1+json",
                        "Digest  " + digest,
                        "Size    19 bytes",
                        "",
                        "{",
                        "  \"schemaVersion\": 2",
                        "}");
    }

    private record OneManifest(Manifest manifest) implements ManifestService {

        @Override
        public int limit() {
            return 0;
        }

        @Override
        public Manifest fetch(RepositoryName repository, Reference reference) {
            assertThat(reference).isInstanceOf(Reference.ByTag.class);
            return manifest;
        }

        @Override
        public Descriptor put(
                RepositoryName repository, Reference reference, Optional<String> mediaType, ByteBuffer content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(RepositoryName repository, Reference reference) {
            throw new UnsupportedOperationException();
        }
    }
}

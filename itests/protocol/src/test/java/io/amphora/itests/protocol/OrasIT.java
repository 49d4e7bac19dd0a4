package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import land.oras.Annotations;
import land.oras.ArtifactType;
import land.oras.Config;
import land.oras.ContainerRef;
import land.oras.Layer;
import land.oras.LocalPath;
import land.oras.Manifest;
import land.oras.Registry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of ORAS pushes artifacts and pulls them again. */
@ExtendWith(SharedServer.class)
class OrasIT {

    private static final int CHUNK = 1024 * 1024;

    private final DistributionServer server;
    private final RegistryClient client;
    private final Registry registry;

    @TempDir
    private Path folder;

    OrasIT(DistributionServer server, RegistryClient client) {
        this.server = server;
        this.client = client;
        this.registry = Registry.builder().insecure(server.authority()).build();
    }

    @Test
    @DisplayName("ORAS pushes an artifact and pulls it, with the same bytes and digest")
    void artifactIsPushedAndPulled() throws IOException {
        byte[] content = Content.fresh(1_000_000);
        Path file = Files.write(folder.resolve("data.bin"), content);
        ContainerRef name = ContainerRef.parse(server.authority() + "/oras/artifact:1");
        Annotations annotations = Annotations.ofManifest(Map.of("who", "oras"));

        Manifest pushed = registry.pushArtifact(
                name,
                ArtifactType.from("application/vnd.amphora.test"),
                annotations,
                Config.empty(),
                LocalPath.of(file, "application/octet-stream"));
        Path pulled = Files.createDirectory(folder.resolve("pulled"));
        registry.pullArtifact(name, pulled, true);

        assertThat(Files.readAllBytes(pulled.resolve("data.bin"))).isEqualTo(content);
        assertThat(client.head(RegistryClient.manifest("oras/artifact", "1")))
                .isServed(200)
                .hasHeader("Docker-Content-Digest", pushed.getDescriptor().getDigest());
        assertThat(registry.getTags(name).tags()).containsExactly("1");
    }

    @Test
    @DisplayName("ORAS pushes a blob in chunks")
    void blobIsPushedInChunks() throws IOException {
        byte[] content = Content.fresh(5 * CHUNK + 1);
        Path file = Files.write(folder.resolve("large.bin"), content);
        ContainerRef name = ContainerRef.parse(server.authority() + "/oras/chunks:1");

        Layer layer = registry.pushBlobChunked(name, file, CHUNK);

        assertThat(layer.getDigest()).isEqualTo(Content.digest(content));
        Path fetched = folder.resolve("fetched.bin");
        registry.fetchBlob(name.withDigest(layer.getDigest()), fetched);
        assertThat(Files.mismatch(file, fetched)).isEqualTo(-1);
    }

    @Test
    @DisplayName("ORAS deletes a manifest")
    void manifestIsDeleted() throws IOException {
        Path file = Files.write(folder.resolve("data.bin"), Content.fresh(10));
        ContainerRef name = ContainerRef.parse(server.authority() + "/oras/deleted:1");
        registry.pushArtifact(
                name,
                ArtifactType.from("application/vnd.amphora.test"),
                Annotations.empty(),
                Config.empty(),
                LocalPath.of(file));

        registry.deleteManifest(name);

        assertThat(client.head(RegistryClient.manifest("oras/deleted", "1"))).isRefusedWithoutBody(404);
    }
}

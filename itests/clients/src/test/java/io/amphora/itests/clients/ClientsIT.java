package io.amphora.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each client pulls the image that skopeo pushed, pushes it under a name of its own, and skopeo pulls that back. */
@Tag("clients")
final class ClientsIT {

    private static Scratch scratch;
    private static DistributionServer server;
    private static RegistryClient client;
    private static SourceImage source;
    private static String registry;
    private static String pushed;

    @BeforeAll
    static void pushWithSkopeo() throws IOException {
        scratch = new Scratch("image");
        server = DistributionServer.start(scratch.resolve("server"), Map.of());
        client = new RegistryClient(server.port());
        source = SourceImage.in(scratch.folder());
        registry = server.authority();
        pushed = new Skopeo(scratch).push(source.layout(), registry + "/clients/skopeo:v1");
    }

    @AfterAll
    static void clean() throws IOException {
        try {
            server.close();
        } finally {
            scratch.close();
        }
    }

    @Test
    void skopeoPullsWhatItPushed() throws IOException {
        try (Scratch own = new Scratch("skopeo");
                Stream<Path> blobs = Files.list(source.blobs())) {
            List<String> pulled = new Skopeo(own).pull(registry + "/clients/skopeo:v1");

            assertThat(pushed).isEqualTo(source.digest()).isEqualTo(digest("clients/skopeo"));
            List<String> names = blobs.map(blob -> blob.getFileName().toString())
                    .filter(name -> !source.digest().endsWith(name))
                    .toList();
            assertThat(pulled).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void podmanPullsAndPushes() throws IOException {
        try (Scratch own = new Scratch("podman")) {
            Podman podman = new Podman(own);

            String pulled = podman.pull(registry + "/clients/skopeo:v1");
            String again = podman.push(registry + "/clients/skopeo:v1", registry + "/clients/podman:v1");

            assertThat(pulled).isEqualTo(source.digest());
            assertThat(again).isEqualTo(digest("clients/podman"));
            assertSameLayers("clients/podman");
        }
    }

    @Test
    void dockerPullsPushesAndRuns() throws Exception {
        try (Scratch own = new Scratch("docker");
                DockerEngine docker = new DockerEngine(own)) {
            String pulled = docker.pull(registry + "/clients/skopeo:v1");
            String again = docker.push(registry + "/clients/skopeo:v1", registry + "/clients/docker:v1");
            String noise = docker.run(registry + "/clients/docker:v1", "/usr/bin/sha256sum", SourceImage.NOISE);

            assertThat(pulled).isEqualTo(source.digest());
            assertThat(again).isEqualTo(digest("clients/docker"));
            assertThat(noise).startsWith(source.noise());
            assertSameLayers("clients/docker");
        }
    }

    /** The digest that the registry says and the one that its bytes have. */
    private static String digest(String repository) throws IOException {
        Answer answer = client.send(Request.of("GET", RegistryClient.manifest(repository, "v1"))
                .header("Accept", TestImage.OCI_MANIFEST)
                .header("Accept", TestImage.DOCKER_MANIFEST));
        assertThat(answer.header("Docker-Content-Digest")).contains(Content.digest(answer.body()));
        return Content.digest(answer.body());
    }

    private static void assertSameLayers(String repository) throws IOException {
        try (Scratch own = new Scratch("skopeo")) {
            Skopeo skopeo = new Skopeo(own);

            List<String> blobs = skopeo.pull(registry + "/" + repository + ":v1");
            String config = skopeo.config(registry + "/" + repository + ":v1");

            assertThat(blobs).hasSize(source.diffIds().size() + 1);
            assertThat(config).contains(String.join("\",\"", source.diffIds()));
        }
    }
}

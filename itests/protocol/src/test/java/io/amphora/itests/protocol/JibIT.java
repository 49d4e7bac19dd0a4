package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jib pushes an image of the distribution and pulls it again. */
@ExtendWith(SharedServer.class)
class JibIT {

    private static final String HOME = "/opt/amphora";

    private final DistributionServer server;
    private final RegistryClient client;

    @TempDir
    private Path folder;

    JibIT(DistributionServer server, RegistryClient client) {
        this.server = server;
        this.client = client;
    }

    @Test
    @DisplayName("Jib pushes an image of the distribution and pulls it, with the same digests")
    void imageOfTheDistributionIsPushedAndPulled() throws Exception {
        String name = server.authority() + "/jib/amphora:1";

        JibContainer pushed = Jib.fromScratch()
                .addLayer(List.of(server.home().resolve("system")), HOME)
                .addLayer(List.of(server.home().resolve("lib")), HOME)
                .addLayer(List.of(server.home().resolve("bin")), HOME)
                .setEntrypoint(HOME + "/bin/karaf", "run")
                .containerize(containerizer(Containerizer.to(RegistryImage.named(name)), "push"));

        Answer manifest = client.get(RegistryClient.manifest("jib/amphora", "1"));
        String digest = pushed.getDigest().toString();
        assertThat(manifest).isServed(200).hasHeader("Docker-Content-Digest", digest);
        assertThat(Content.digest(manifest.body())).isEqualTo(digest);

        Path tar = folder.resolve("pulled.tar");
        Jib.from(RegistryImage.named(name))
                .containerize(containerizer(Containerizer.to(TarImage.at(tar).named("pulled")), "pull"));

        assertThat(layersIn(tar)).containsExactlyInAnyOrderElementsOf(layersOf(manifest.json()));
    }

    private Containerizer containerizer(Containerizer to, String cache) {
        return to.setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(folder.resolve(cache + "-base"))
                .setApplicationLayersCache(folder.resolve(cache + "-layers"));
    }

    private static List<String> layersOf(JsonNode manifest) {
        List<String> digests = new ArrayList<>();
        manifest.get("layers").forEach(layer -> digests.add(layer.get("digest").asText()));
        assertThat(digests).hasSize(3);
        return digests;
    }

    private List<String> layersIn(Path tar) throws IOException, InterruptedException {
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        int exit = new ProcessBuilder("tar", "xf", tar.toString(), "-C", unpacked.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
        List<String> digests = new ArrayList<>();
        try (Stream<Path> files = Files.list(unpacked)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".tar.gz")).toList()) {
                digests.add(Content.digest(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}

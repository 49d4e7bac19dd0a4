package io.amphora.itests.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.Installation;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver's way from nothing into a registry that runs. */
@Tag("ci")
class ArchetypeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 200_000_000;

    @TempDir
    private Path folder;

    @Test
    void generatedDriverPassesTheContractAndServesAfterHotDeployment() throws Exception {
        GeneratedProject project =
                GeneratedProject.in(Path.of("target", "generated").toAbsolutePath());
        assertThat(project.verify()).containsPattern("Tests run: 1[0-9]{2}, Failures: 0, Errors: 0");
        Client.allow(Installation.in(folder));

        try (DistributionServer server = DistributionServer.start(folder, Map.of())) {
            Client console = new Client(server);
            drop(project, server);
            assertThat(console.run("oci:driver-list --no-format"))
                    .containsPattern("sample\\s+map\\s+1\\.0\\.0\\s+available");
            assertThat(console.run("oci:driver-check sample")).contains("sample 1.0.0 passed the check");

            assertThat(console.run("oci:driver-use sample")).contains("its store has no id");
            assertThat(console.run("oci:driver-use --force sample")).containsPattern("Active +sample");
            String blob = pushAndPull(new RegistryClient(server.port()));
            assertThat(console.run("oci:driver-list --no-format"))
                    .containsPattern("sample\\s+map\\s+1\\.0\\.0\\s+active");

            console.run("oci:driver-use --force main");
            assertThat(new RegistryClient(server.port()).get(blob).status())
                    .as("a blob that only the generated driver has")
                    .isEqualTo(404);
            assertThat(server.log().troublesSince(0)).isEmpty();
        }
    }

    private static String pushAndPull(RegistryClient client) throws IOException {
        byte[] content = Content.fresh(3_000_000);
        String blob = RegistryClient.blob("generated/driver", client.push("generated/driver", content));
        Answer answer = client.get(blob);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(content);
        return blob;
    }

    private static void drop(GeneratedProject project, DistributionServer server) throws Exception {
        Path deploy = server.home().resolve("deploy");
        Files.copy(project.jar(), deploy.resolve(project.jar().getFileName()));
        Files.copy(
                project.configuration(), deploy.resolve(project.configuration().getFileName()));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!server.log().since(0).toString().contains("Storage driver 'sample'")) {
            assertThat(Instant.now()).as(server.log().tail()).isBefore(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}

package io.amphora.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on JDK 25, where Karaf's console cannot run. */
@Tag("ci")
class Jdk25IT {

    @TempDir
    private Path folder;

    @Test
    void servesWithoutConsoleAndSshAndSaysSo() throws Exception {
        byte[] layer = "a layer".getBytes(StandardCharsets.UTF_8);
        try (DistributionServer server = DistributionServer.start(folder, Map.of(), Map.of("JAVA_HOME", jdk25()))) {
            RegistryClient client = new RegistryClient(server.port());
            String digest = client.push("jdk/25", layer);

            assertThat(client.get(RegistryClient.blob("jdk/25", digest)).body()).isEqualTo(layer);
            assertThat(Files.readString(server.output()))
                    .contains("Amphora on JDK 25: serving without console and ssh");
            assertThat(sshListens(server)).isFalse();
            assertThat(server.log().troublesSince(0)).isEmpty();
        }
    }

    private static boolean sshListens(DistributionServer server) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.sshPort())) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    /** The environment says where it is; else it is looked for where packages put it. */
    private static String jdk25() throws Exception {
        String given = System.getenv("JAVA_HOME_25");
        if (given != null) {
            return given;
        }
        Path places = Path.of("/usr/lib/jvm");
        try (Stream<Path> jdks = Files.exists(places) ? Files.list(places) : Stream.<Path>empty()) {
            return jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .map(Path::toString)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "JAVA_HOME_25 must name a JDK 25: apt-get install temurin-25-jdk, or openjdk-25-jdk"));
        }
    }
}

package io.amphora.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked distribution, started by its own script. */
class DistributionIT {

    private static final long KIBIBYTES = 512 * 1024L;

    @TempDir
    private Path folder;

    @Test
    void keepsImagesWhenKarafForgetsItsCache() throws Exception {
        byte[] layer = "a layer".getBytes(StandardCharsets.UTF_8);
        String digest;
        try (DistributionServer server = DistributionServer.start(folder, Map.of())) {
            digest = new RegistryClient(server.port()).push("clean/image", layer);
            assertThat(peakKibibytes(server.process())).isPositive().isLessThan(KIBIBYTES);
        }

        try (Console console = Console.open(folder, "clean")) {
            assertThat(new RegistryClient(console.port())
                            .get(RegistryClient.blob("clean/image", digest))
                            .body())
                    .isEqualTo(layer);
            console.leave();
        }
    }

    @Test
    void isAdministeredOnItsConsole() throws Exception {
        try (Console console = Console.open(folder)) {
            assertThat(console.execute("bundle:diag")).isBlank();
            assertThat(console.execute("bundle:list -t 60 --no-format")).contains("Active", "Amphora :: Front");
            console.execute("feature:install amphora-memory");
            assertThat(console.execute("feature:list -i --no-format")).contains("amphora-memory");
            console.execute("log:set DEBUG io.amphora");
            assertThat(console.execute("log:get io.amphora")).contains("DEBUG");
            assertThat(console.execute("config:property-list -p io.amphora.http"))
                    .contains("access = local");
            console.leave();
        }
    }

    @Test
    void listensOnThisMachineOnlyAndKnowsNoUser() throws Exception {
        Path etc = Installation.in(folder).home().resolve("etc");

        assertThat(Files.readAllLines(etc.resolve("org.ops4j.pax.web.cfg")))
                .contains("org.osgi.service.http.port = 5000", "org.ops4j.pax.web.listening.addresses = 127.0.0.1");
        assertThat(Files.readAllLines(etc.resolve("org.apache.karaf.shell.cfg")))
                .contains("sshHost = 127.0.0.1", "sftpEnabled = false");
        assertThat(Files.readAllLines(etc.resolve("system.properties")))
                .contains("karaf.secured.command.compulsory.roles = admin");
        assertThat(Files.readAllLines(etc.resolve("users.properties")))
                .allMatch(line -> line.isBlank() || line.startsWith("#"));
    }

    /** The largest size that the process ever had. */
    private static long peakKibibytes(Process process) throws Exception {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}

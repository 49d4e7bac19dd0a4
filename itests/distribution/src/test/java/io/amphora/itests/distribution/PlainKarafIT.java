package io.amphora.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in somebody else's Karaf, which can download nothing. */
class PlainKarafIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path KAR = Path.of(System.getProperty("amphora.kar"));
    private static final Set<String> ITS_OWN = Set.of("data", "etc", "registry", "lock", "karaf.pid", "instances");

    @TempDir
    private Path folder;

    private Path other;

    @BeforeEach
    void makeOtherApplication() throws IOException {
        other = folder.resolve("other-application.jar");
        OtherApplication.writeTo(other);
    }

    @Test
    void servesWhereThereWasNoHttpAndGoesWithoutTrace() throws Exception {
        try (PlainKaraf karaf = PlainKaraf.unpackTo(folder)) {
            karaf.start();
            awaitDeployer(karaf);
            Map<String, Long> files = karaf.filesOutside(ITS_OWN);
            Set<String> settings = karaf.settings();

            Path kar = karaf.drop(KAR);
            awaitStatus(karaf, "/v2/", 401);
            Path jar = karaf.drop(other);
            awaitStatus(karaf, "/other", 200);
            openAndClose(karaf);
            remove(karaf, kar);
            Files.delete(jar);

            karaf.stop();

            assertThat(karaf.filesOutside(ITS_OWN)).isEqualTo(files);
            assertOnlyOursCame(settings, karaf.settings());
        }
    }

    @Test
    void servesBesideTheHttpThatWasThereAndLeavesIt() throws Exception {
        try (PlainKaraf karaf = PlainKaraf.unpackTo(folder)) {
            karaf.stageFrom(KAR);
            karaf.boot("http");
            karaf.start();
            awaitDeployer(karaf);
            karaf.drop(other);
            awaitStatus(karaf, "/other", 200);

            Path kar = karaf.drop(KAR);
            awaitStatus(karaf, "/v2/", 401);
            awaitStatus(karaf, "/other", 200);
            openAndClose(karaf);
            remove(karaf, kar);

            awaitStatus(karaf, "/other", 200);
            awaitStatus(karaf, "/v2/", 404);
        }
    }

    /** Gives this machine access, uses the registry, and takes the access back. */
    private static void openAndClose(PlainKaraf karaf) throws Exception {
        karaf.set("io.amphora.http", "access", "local");
        awaitStatus(karaf, "/v2/", 200);
        RegistryClient client = new RegistryClient(karaf.port());
        String digest = client.push("plain/karaf", "a layer".getBytes(StandardCharsets.UTF_8));
        assertThat(client.get(RegistryClient.blob("plain/karaf", digest)).status())
                .isEqualTo(200);
        karaf.set("io.amphora.http", "access", "");
        awaitStatus(karaf, "/v2/", 401);
    }

    /** Deletes the archive and expects that nothing of it is left in the process, and no complaint in the log. */
    private static void remove(PlainKaraf karaf, Path kar) throws Exception {
        Files.delete(kar);
        Path unpacked = karaf.home()
                .resolve("data/kar")
                .resolve(kar.getFileName().toString().replace(".kar", ""));
        Await.until(
                LIMIT,
                karaf.log()::tail,
                () -> !Files.exists(unpacked) && !karaf.threads().contains("amphora"));
        assertThat(karaf.troubles()).isEmpty();
    }

    private static void assertOnlyOursCame(Set<String> before, Set<String> after) {
        assertThat(after).containsAll(before);
        assertThat(after)
                .filteredOn(name -> !before.contains(name))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io.amphora.")
                        || name.startsWith("jetty")
                        || name.equals("amphora-token.key")
                        || name.equals("org.apache.karaf.command.acl.oci.cfg"));
    }

    private static void awaitDeployer(PlainKaraf karaf) throws Exception {
        Path kars = karaf.home().resolve("data/kar");
        Await.until(
                LIMIT,
                karaf.log()::tail,
                () -> Files.exists(kars) && karaf.log().since(0).stream().anyMatch(line -> line.endsWith("| Done.")));
    }

    private static void awaitStatus(PlainKaraf karaf, String path, int expected) throws Exception {
        RegistryClient client = new RegistryClient(karaf.port());
        Await.until(
                LIMIT,
                () -> path + " to answer " + expected + "\n" + karaf.log().tail(),
                () -> {
                    try {
                        return client.get(path).status() == expected;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }
}

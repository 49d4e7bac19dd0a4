package io.amphora.itests.drivers;

import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Drivers come and go with files in {@code deploy/}, while clients push and pull. */
@ExtendWith(SharedServer.class)
class HotDeployIT {

    private static final String OWN_VERSION = "1.0.0.SNAPSHOT";

    private final DriverJar memory = DriverJar.of("amphora.memory");
    private final DriverJar filesystem = DriverJar.of("amphora.filesystem");

    @TempDir
    private Path folder;

    private UnderTraffic site;
    private Path deploy;

    @BeforeEach
    void open(DistributionServer server) throws Exception {
        site = UnderTraffic.open(server);
        deploy = server.home().resolve("deploy");
    }

    @AfterEach
    void noRequestFailed() throws Exception {
        site.close();
        removeAllFrom(deploy);
    }

    @Test
    void jarBringsDriverAndFileBesideItAnInstance() throws Exception {
        Path jar = memory.dropInto(deploy, "memory.jar");
        Path settings =
                write(deploy.resolve("io.amphora.storage.memory-heap.cfg"), "name = heap", "maxBytes = 1000000");
        site.awaitDrivers("heap is there", drivers -> drivers.has("heap", OWN_VERSION, "available"));

        Files.delete(settings);
        site.awaitDrivers("heap has gone", drivers -> drivers.lacks("heap"));

        write(settings, "name = heap", "maxBytes = 2000000");
        site.awaitDrivers("heap is back", drivers -> drivers.has("heap", "available"));

        Files.delete(jar);
        site.awaitDrivers("heap has gone with its bundle", drivers -> drivers.lacks("heap"));
        Files.delete(settings);
    }

    @Test
    void newerJarUpgradesAndItsRemovalGoesBack() throws Exception {
        Path jar = filesystem.withVersion("1.0.1", folder.resolve("newer.jar")).dropInto(deploy, "newer.jar");
        site.awaitDrivers(
                "1.0.1 serves, what it replaced is shadowed",
                drivers -> drivers.has("main", "1.0.1", "active") && drivers.has("main", OWN_VERSION, "shadowed"));

        Path newest =
                filesystem.withVersion("1.2.0", folder.resolve("newest.jar")).dropInto(deploy, "newest.jar");
        site.awaitDrivers(
                "1.2.0 serves, the others are shadowed",
                drivers -> drivers.has("main", "1.2.0", "active")
                        && drivers.has("main", "1.0.1", "shadowed")
                        && drivers.has("main", OWN_VERSION, "shadowed"));

        Files.delete(newest);
        site.awaitDrivers("1.0.1 serves again", drivers -> drivers.has("main", "1.0.1", "active"));
        Files.delete(jar);
        site.awaitDrivers(
                "what came along serves again",
                drivers -> drivers.has("main", OWN_VERSION, "active") && drivers.lacks("main", "1.0.1"));
    }

    @Test
    void replacedFileOfJarUpgradesInPlace() throws Exception {
        Path jar = filesystem.withVersion("1.0.1", folder.resolve("one.jar")).dropInto(deploy, "driver.jar");
        site.awaitDrivers("1.0.1 serves", drivers -> drivers.has("main", "1.0.1", "active"));

        filesystem.withVersion("1.0.2", folder.resolve("two.jar")).dropInto(deploy, "driver.jar");
        site.awaitDrivers(
                "1.0.2 serves in its place",
                drivers -> drivers.has("main", "1.0.2", "active") && drivers.lacks("main", "1.0.1"));

        Files.delete(jar);
        site.awaitDrivers("what came along serves again", drivers -> drivers.has("main", OWN_VERSION, "active"));
    }

    @Test
    void repositoryOfFeaturesBringsDriver() throws Exception {
        site.console().execute("feature:install deployer");
        Path jar = Files.copy(memory.path(), folder.resolve("driver.jar"));
        Path features = write(
                deploy.resolve("more-drivers.xml"),
                features("featured", jar.toUri().toString()));
        site.awaitDrivers("its instance is there", drivers -> drivers.has("featured", "available"));

        Files.delete(features);
        site.awaitDrivers("its instance has gone", drivers -> drivers.lacks("featured"));
    }

    @Test
    void archiveBringsDriver() throws Exception {
        site.console().execute("feature:install deployer kar");
        Path kar = folder.resolve("drivers.kar");
        String artifact = "org/example/driver/1/driver-1";
        try (OutputStream out = Files.newOutputStream(kar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("repository/org/example/drivers/1/drivers-1-features.xml"));
            zip.write(String.join("\n", features("archived", "mvn:org.example/driver/1"))
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("repository/" + artifact + ".jar"));
            Files.copy(memory.path(), zip);
        }
        Path dropped = new DriverJar(kar).dropInto(deploy, "drivers.kar");
        site.awaitDrivers("its instance is there", drivers -> drivers.has("archived", "available"));

        Files.delete(dropped);
        site.awaitDrivers("its instance has gone", drivers -> drivers.lacks("archived"));
    }

    /** What a test that failed has left there. */
    private static void removeAllFrom(Path deploy) throws IOException {
        try (Stream<Path> files = Files.list(deploy)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path write(Path file, String... lines) throws IOException {
        return Files.write(file, List.of(lines));
    }

    /** A repository with one feature: the bundle of the memory driver, and an instance. */
    private static String[] features(String instance, String bundle) {
        return new String[] {
            "<features name=\"of-" + instance + "\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">",
            "<feature name=\"driver-" + instance + "\" version=\"1.0.0\" install=\"auto\">",
            "<bundle>" + bundle + "</bundle>",
            "<config name=\"io.amphora.storage.memory-" + instance + "\">name = " + instance + "</config>",
            "</feature></features>"
        };
    }
}

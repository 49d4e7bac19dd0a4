package io.amphora.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The gate that keeps an API compatible, tried on an API of its own: there is no release of ours to compare with yet. A
 * Maven of its own builds the project below {@code target}, with this repository's root as its parent.
 */
class BaselineTest {

    private static final Path SCRATCH = Path.of("target", "baseline").toAbsolutePath();
    private static final Path LOCAL_REPOSITORY = SCRATCH.resolve("repository");

    @BeforeEach
    void beginAnew() throws IOException {
        if (Files.exists(SCRATCH)) {
            try (Stream<Path> files = Files.walk(SCRATCH)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void failsWhenAnApiBreaksWithoutANewVersion() throws Exception {
        write("1.0.0", "int read();\n    int write();");
        assertThat(maven("install")).as("the release").contains("BUILD SUCCESS");

        write("1.1.0-SNAPSHOT", "int read();");
        assertThat(maven("verify"))
                .as("the broken API")
                .contains("BUILD FAILURE")
                .contains("Baseline")
                .doesNotContain("COMPILATION ERROR");
    }

    private static void write(String version, String methods) throws IOException {
        Path source = SCRATCH.resolve("src/main/java/scratch/api");
        Files.createDirectories(source);
        Files.writeString(SCRATCH.resolve("bnd.bnd"), "Bundle-SymbolicName: scratch.api\n");
        Files.writeString(
                source.resolve("package-info.java"),
                """
                @org.osgi.annotation.bundle.Export
                @org.osgi.annotation.versioning.Version("1.0.0")
                package scratch.api;
                """);
        Files.writeString(
                source.resolve("Store.java"),
                """
                package scratch.api;

                public interface Store {
                    %s
                }
                """
                        .formatted(methods));
        Files.writeString(
                SCRATCH.resolve("pom.xml"),
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>io.amphora</groupId>
                    <artifactId>amphora</artifactId>
                    <version>1.0.0-SNAPSHOT</version>
                    <relativePath>../../../../pom.xml</relativePath>
                  </parent>
                  <groupId>scratch</groupId>
                  <artifactId>scratch-api</artifactId>
                  <version>%s</version>
                  <dependencies>
                    <dependency>
                      <groupId>org.osgi</groupId>
                      <artifactId>osgi.annotation</artifactId>
                    </dependency>
                  </dependencies>
                </project>
                """
                        .formatted(version));
    }

    private static String maven(String goal) throws IOException, InterruptedException {
        Path settings = SCRATCH.resolve("settings.xml");
        Files.writeString(
                settings,
                """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>what-this-build-has</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(
                                Path.of(System.getProperty("maven.repo.local")).toUri()));
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("maven.home") + "/bin/mvn",
                        "-B",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + LOCAL_REPOSITORY,
                        "-Dspotless.check.skip",
                        goal))
                .directory(SCRATCH.toFile())
                .redirectErrorStream(true)
                .redirectOutput(SCRATCH.resolve(goal + ".log").toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("Maven ends").isTrue();
        return Files.readString(SCRATCH.resolve(goal + ".log"), StandardCharsets.UTF_8);
    }
}

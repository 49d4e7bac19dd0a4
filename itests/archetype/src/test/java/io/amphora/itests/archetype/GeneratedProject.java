package io.amphora.itests.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** The project that the archetype makes, as the guide says how. */
final class GeneratedProject {

    /** Package of the driver, and the name of its configuration. */
    static final String PACKAGE = "com.example.storage";

    private static final String ARTIFACT = "example-driver";
    private static final String VERSION = "1.0.0";

    private final Maven maven;
    private final Path folder;

    private GeneratedProject(Maven maven, Path folder) {
        this.maven = maven;
        this.folder = folder;
    }

    /** Generates it below an empty folder. */
    static GeneratedProject in(Path work) throws IOException, MavenInvocationException {
        deleteTree(work);
        Files.createDirectories(work);
        ScratchRepository repository = ScratchRepository.forDriverAuthors(work.resolve("repository"));
        Maven maven = new Maven(repository);
        String plugin = "org.apache.maven.plugins:maven-archetype-plugin:" + System.getProperty("archetype.version");
        maven.run(
                work,
                plugin + ":generate",
                Map.of(
                        "archetypeCatalog",
                        "internal",
                        "archetypeGroupId",
                        "io.amphora",
                        "archetypeArtifactId",
                        "amphora-driver-archetype",
                        "archetypeVersion",
                        repository.version(),
                        "groupId",
                        "com.example",
                        "artifactId",
                        ARTIFACT,
                        "version",
                        VERSION,
                        "package",
                        PACKAGE));
        return new GeneratedProject(maven, work.resolve(ARTIFACT));
    }

    /** Builds and tests it; returns what Maven printed. */
    String verify() throws IOException, MavenInvocationException {
        return maven.run(folder, "verify", Map.of());
    }

    Path jar() {
        return folder.resolve("target").resolve(ARTIFACT + "-" + VERSION + ".jar");
    }

    Path configuration() {
        return folder.resolve("src/main/cfg").resolve(PACKAGE + "-sample.cfg");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

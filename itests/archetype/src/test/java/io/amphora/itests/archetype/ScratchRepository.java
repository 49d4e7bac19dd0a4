package io.amphora.itests.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local repository of Maven that holds what this build made and nothing else. All the rest comes from the repository of
 * the user, so that nothing is downloaded that this build has downloaded before.
 */
final class ScratchRepository {

    private static final Path CHECKOUT = Path.of("..", "..");

    private final Path folder;
    private final String version;

    private ScratchRepository(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /** What somebody who writes a driver needs of ours. */
    static ScratchRepository forDriverAuthors(Path folder) throws IOException {
        ScratchRepository repository = new ScratchRepository(folder, System.getProperty("amphora.version"));
        repository.copy(CHECKOUT.resolve("pom.xml"), "amphora", "pom");
        repository.install("amphora-driver-archetype", "archetype", "amphora.archetype");
        repository.install("amphora-storage-api", "bundles/storage-api", "amphora.storage.api");
        repository.install("amphora-storage-tck", "bundles/storage-tck", "amphora.storage.tck");
        return repository;
    }

    Path folder() {
        return folder;
    }

    String version() {
        return version;
    }

    /** Settings that make the user's local repository the first one to be asked. */
    Path settings() throws IOException {
        return Files.writeString(
                folder.resolveSibling("settings.xml"),
                """
                <settings>
                  <profiles>
                    <profile>
                      <id>what-this-build-has</id>
                      <repositories>%1$s</repositories>
                      <pluginRepositories>%2$s</pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>what-this-build-has</activeProfile>
                  </activeProfiles>
                </settings>
                """
                        .formatted(local("repository"), local("pluginRepository")));
    }

    private static String local(String element) {
        return """
                <%1$s>
                  <id>what-this-build-has</id>
                  <url>%2$s</url>
                  <snapshots><enabled>false</enabled></snapshots>
                </%1$s>
                """
                .formatted(
                        element, Path.of(System.getProperty("maven.repo.local")).toUri());
    }

    private void install(String artifact, String module, String property) throws IOException {
        copy(CHECKOUT.resolve(module).resolve("pom.xml"), artifact, "pom");
        copy(Path.of(System.getProperty(property)), artifact, "jar");
    }

    private void copy(Path file, String artifact, String extension) throws IOException {
        Path target = folder.resolve("io/amphora").resolve(artifact).resolve(version);
        Files.createDirectories(target);
        Files.copy(file, target.resolve(artifact + "-" + version + "." + extension));
    }
}

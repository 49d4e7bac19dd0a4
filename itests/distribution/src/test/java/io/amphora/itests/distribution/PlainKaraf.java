package io.amphora.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An untouched Apache Karaf that can reach no Maven repository, started by its own script. Only ports, addresses and
 * repositories are configured, as its administrator would.
 */
final class PlainKaraf implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path home;
    private final int port = FreePorts.any();
    private Process process;

    private PlainKaraf(Path home) {
        this.home = home;
    }

    static PlainKaraf unpackTo(Path folder) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("karaf"));
        String archive = System.getProperty("karaf.distribution");
        run("tar", "xzf", archive, "--strip-components=1", "-C", home.toString());
        PlainKaraf karaf = new PlainKaraf(home);
        karaf.configure(Files.createDirectories(folder.resolve("empty-repository")));
        return karaf;
    }

    private void configure(Path repository) {
        set("org.ops4j.pax.url.mvn", "org.ops4j.pax.url.mvn.repositories", "");
        set("org.ops4j.pax.url.mvn", "org.ops4j.pax.url.mvn.localRepository", repository.toString());
        set("org.apache.karaf.shell", "sshPort", Integer.toString(FreePorts.any()));
        set("org.apache.karaf.shell", "sshHost", "127.0.0.1");
        set("org.apache.karaf.management", "rmiRegistryPort", Integer.toString(FreePorts.any()));
        set("org.apache.karaf.management", "rmiServerPort", Integer.toString(FreePorts.any()));
        set("org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(port));
        set("org.ops4j.pax.web", "org.ops4j.pax.web.listening.addresses", "127.0.0.1");
    }

    /** Lets features be installed as if it had its repositories: copies what the archive brings, ours left out. */
    void stageFrom(Path kar) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(kar, (ClassLoader) null)) {
            Path repository = archive.getPath("/repository");
            for (String group : List.of("org", "jakarta")) {
                copy(repository, repository.resolve(group));
            }
        }
    }

    private void copy(Path repository, Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                Path target = home.resolve("system")
                        .resolve(repository.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    /** Sets a key in {@code etc/<pid>.cfg}. */
    void set(String pid, String key, String value) {
        Path file = home.resolve("etc").resolve(pid + ".cfg");
        try {
            String old = Files.exists(file) ? Files.readString(file) : "";
            String kept = old.replaceAll("(?m)^" + key.replace(".", "\\.") + "\\s*=(?:.*\\\\\\R)*.*\\R?", "");
            Path next = Files.writeString(home.resolveSibling(pid), kept + "\n" + key + " = " + value + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a feature to those that are installed at the first start. */
    void boot(String feature) throws IOException {
        Path file = home.resolve("etc/org.apache.karaf.features.cfg");
        String old = Files.readString(file);
        Files.writeString(file, old.replaceFirst("(?m)^featuresBoot = ", "featuresBoot = " + feature + ", "));
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true)
                .redirectOutput(home.resolveSibling("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KARAF_EXEC", "exec");
        process = builder.start();
    }

    /** Puts a file into the folder that Karaf watches, complete from the start. */
    Path drop(Path file) throws IOException {
        Path next = Files.copy(file, home.resolveSibling(file.getFileName().toString()));
        return Files.move(next, home.resolve("deploy").resolve(file.getFileName()));
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    ServerLog log() {
        return new ServerLog(home.resolve("data/log/karaf.log"));
    }

    /**
     * What it logged as an error or with a stack trace, without the complaints of the other application when the HTTP
     * that came with us goes with us.
     */
    List<String> troubles() {
        String all = String.join("\n", log().since(0));
        return Arrays.stream(all.split("\n(?=\\d{4}-\\d\\d-\\d\\dT)"))
                .filter(event -> event.contains("\n\tat ") || event.contains(" | ERROR | "))
                .filter(event -> !event.contains("other.application") && !event.contains("other-application"))
                .toList();
    }

    /** What each of its threads does now. */
    String threads() throws IOException {
        Path jstack = Path.of(System.getProperty("java.home"), "bin/jstack");
        Process dump = new ProcessBuilder(jstack.toString(), Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Its files with their sizes, without those below the folders named. */
    Map<String, Long> filesOutside(Set<String> folders) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                Path name = home.relativize(file);
                if (!folders.contains(name.getName(0).toString())) {
                    files.put(name.toString(), Files.size(file));
                }
            }
        }
        return files;
    }

    /** The names of the files in its {@code etc}. */
    Set<String> settings() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("etc"))) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** Stops it as its administrator would, and waits until it is gone. */
    void stop() throws Exception {
        process.destroy();
        Await.until(STOP_LIMIT, log()::tail, () -> !process.isAlive());
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}

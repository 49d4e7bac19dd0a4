package io.amphora.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Karaf instance whose programs lie in the build and whose data lie outside, so that neither a new build nor
 * {@code mvn clean} loses an image. Settings come from the build at every start; the token key stays.
 */
final class Instance {

    static final int FIRST_JDK_WITHOUT_CONSOLE = 24;

    private final Path home;
    private final Path base;

    Instance(Path home, Path base) throws IOException {
        this.home = home.toRealPath();
        this.base = base.toAbsolutePath().normalize();
    }

    void prepare() {
        try {
            for (String folder : List.of("data", "deploy", "registry")) {
                Files.createDirectories(base.resolve(folder));
                Files.delete(Files.createTempFile(base.resolve(folder), "writable", null));
            }
            copy(home.resolve("etc"), base.resolve("etc"));
        } catch (IOException denied) {
            throw new LaunchException("The directory " + base + " cannot be written: " + denied, denied);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/karaf").toString());
        command.addAll(words);
        return command;
    }

    void environment(Map<String, String> environment, int port) {
        environment.keySet().removeIf(name -> name.startsWith("KARAF_"));
        environment.put("KARAF_BASE", base.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Karaf lets the environment stand in for any key of a configuration file.
        environment.put("ORG_OPS4J_PAX_WEB_ORG_OSGI_SERVICE_HTTP_PORT", Integer.toString(port));
    }

    Path images() {
        return base.resolve("registry");
    }

    Path log() {
        return base.resolve("data/log/karaf.log");
    }
}

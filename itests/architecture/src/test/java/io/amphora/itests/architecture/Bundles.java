package io.amphora.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bundles that this build made, by folder. */
final class Bundles {

    static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();

    private Bundles() {}

    /** The folders below {@code bundles} that are bundles. */
    static List<Path> folders() {
        try (Stream<Path> folders = Files.list(CHECKOUT.resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("bnd.bnd")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built manifest of each bundle, by the name of its folder. */
    static Map<String, Manifest> manifests() {
        Map<String, Manifest> manifests = new TreeMap<>();
        for (Path folder : folders()) {
            try (JarFile jar = new JarFile(jar(folder).toFile())) {
                manifests.put(folder.getFileName().toString(), jar.getManifest());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return manifests;
    }

    /** The names in a header of the form {@code name;attributes,name;attributes}. */
    static List<String> names(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        if (value == null) {
            return List.of();
        }
        String unquoted = value.replaceAll("\"[^\"]*\"", "");
        return Arrays.stream(unquoted.split(","))
                .map(clause -> clause.split(";")[0].trim())
                .collect(Collectors.toList());
    }

    static Path jar(Path folder) throws IOException {
        String name = "amphora-" + folder.getFileName() + "-";
        try (Stream<Path> built = Files.list(folder.resolve("target"))) {
            return built.filter(file -> file.getFileName().toString().matches(name + "[0-9][0-9A-Z.-]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + folder + "/target: run mvn package"));
        }
    }
}

package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders of the build's output. */
final class Folders {

    private static final Path TARGET = Path.of("target");

    private Folders() {}

    /** An empty folder of that name. */
    static Path empty(String name) throws IOException {
        Path folder = TARGET.resolve(name).toAbsolutePath();
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
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

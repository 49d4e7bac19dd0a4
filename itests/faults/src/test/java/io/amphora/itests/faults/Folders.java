package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folders of the build's output. */
final class Folders {

    private static final Path TARGET = Path.of("target");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private Folders() {}

    /** An empty folder of that name, whatever a run that was killed has left there. */
    static Path empty(String name) throws IOException {
        Path folder = TARGET.resolve(name).toAbsolutePath();
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder with all that is in it. What is mounted below it is only unmounted. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        unmountBelow(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void unmountBelow(Path folder) throws IOException {
        List<String> mounted = Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" ")[1])
                .filter(point -> Path.of(point).startsWith(folder))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(mounted);
        for (String point : mounted) {
            Tools.UNMOUNT.run("--lazy", point); // a server that outlived its killed test may still use it
        }
    }
}

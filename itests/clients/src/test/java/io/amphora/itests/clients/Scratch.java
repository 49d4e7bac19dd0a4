package io.amphora.itests.clients;

import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A folder for a client's images, emptied before and after. What a client left mounted below it is unmounted. */
final class Scratch implements AutoCloseable {

    private static final Tool UNMOUNT = new Tool("umount", "mount");
    private static final Tool REMOVE = new Tool("rm", "coreutils");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private final Path folder;

    Scratch(String name) throws IOException {
        folder = Path.of("target", name).toAbsolutePath();
        close();
        Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<String> mounted = Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" ")[1])
                .filter(point -> Path.of(point).startsWith(folder))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(mounted);
        for (String point : mounted) {
            UNMOUNT.run(point);
        }
        REMOVE.run("-rf", folder); // images hold folders that only root may enter, and links to elsewhere
    }
}

package io.amphora.itests.clients;

import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The packages that are installed on this machine, and what they need to run. */
final class DebianPackages {

    private static final Tool DPKG = new Tool("dpkg", "dpkg");
    private static final Tool DPKG_QUERY = new Tool("dpkg-query", "dpkg");
    private static final String FORMAT = "${Package}\t${Priority}\t${Pre-Depends}, ${Depends}\n";

    private final Map<String, List<String>> needs = new HashMap<>();
    private final Map<String, String> priorities = new HashMap<>();

    DebianPackages() throws IOException {
        DPKG_QUERY.run("--show", "--showformat", FORMAT).lines().forEach(line -> {
            String[] fields = line.split("\t", 3);
            priorities.put(fields[0], fields[1]);
            needs.put(fields[0], names(fields[2]));
        });
    }

    private static List<String> names(String dependencies) {
        return Arrays.stream(dependencies.split("[,|]"))
                .map(dependency -> dependency.strip().split("[ :(]", 2)[0])
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The packages of a priority with all that they need. */
    Set<String> ofPriority(String priority) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        priorities.forEach((name, own) -> {
            if (own.equals(priority)) {
                open.add(name);
            }
        });
        while (!open.isEmpty()) {
            String name = open.remove();
            if (needs.containsKey(name) && found.add(name)) {
                open.addAll(needs.get(name));
            }
        }
        return found;
    }

    /** The files of packages, relative to the root, without the folders. */
    static List<String> files(Set<String> packages) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("--listfiles"));
        arguments.addAll(packages);
        return DPKG.run(arguments.toArray())
                .lines()
                .filter(line -> line.startsWith("/") && isFile(Path.of(line)))
                .map(line -> line.substring(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isFile(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path);
    }
}

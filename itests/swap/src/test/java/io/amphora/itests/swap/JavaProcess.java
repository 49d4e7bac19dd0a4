package io.amphora.itests.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a running Java machine holds, seen from outside: by jcmd of this JDK and by {@code /proc}. */
record JavaProcess(long pid) {

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    void collectGarbage() throws IOException {
        jcmd("GC.run");
    }

    /** The names of its threads that begin so, one for each thread. */
    List<String> threads(String prefix) throws IOException {
        return jcmd("Thread.print", "-l=false")
                .lines()
                .filter(line -> line.startsWith("\"" + prefix))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .sorted()
                .toList();
    }

    /** The open files below a folder, as the system names them; one that was deleted ends in {@code (deleted)}. */
    Set<String> openFiles(Path folder) throws IOException {
        Set<String> files = new TreeSet<>();
        try (DirectoryStream<Path> handles = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path handle : handles) {
                String target = target(handle);
                if (target.startsWith(folder.toString())) {
                    files.add(target);
                }
            }
        }
        return files;
    }

    private static String target(Path handle) throws IOException {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (NoSuchFileException e) {
            return ""; // closed meanwhile
        }
    }

    void dumpHeap(Path file) throws IOException {
        Files.deleteIfExists(file);
        jcmd("GC.heap_dump", file.toAbsolutePath().toString());
    }

    private String jcmd(String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(JCMD, Long.toString(pid)), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}

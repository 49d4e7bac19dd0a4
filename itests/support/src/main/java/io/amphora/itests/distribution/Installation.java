package io.amphora.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The distribution unpacked into a folder. The archive is named by the system property {@value #ARCHIVE}; the build sets
 * it. Settings are written into the files that users edit.
 */
public final class Installation {

    /** The system property that names the archive. */
    public static final String ARCHIVE = "amphora.distribution";

    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    /** Unpacks the archive into the folder, unless that was done before. */
    public static Installation in(Path folder) throws IOException {
        Path home = folder.toAbsolutePath().resolve("amphora");
        if (!Files.exists(home.resolve("bin/karaf"))) {
            Files.createDirectories(home);
            unpack(home);
        }
        return new Installation(home);
    }

    private static void unpack(Path home) throws IOException {
        String archive = System.getProperty(ARCHIVE);
        if (archive == null || !Files.exists(Path.of(archive))) {
            throw new IllegalStateException(
                    "-D" + ARCHIVE + " must name the distribution's tar.gz; it names " + archive);
        }
        Process tar = new ProcessBuilder("tar", "xzf", archive, "--strip-components=1", "-C", home.toString())
                .inheritIO()
                .start();
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar could not unpack " + archive);
            }
        } catch (InterruptedException e) {
            tar.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unpacking", e);
        }
    }

    /** The folder with {@code bin} and {@code etc}. */
    public Path home() {
        return home;
    }

    /** Sets a key in {@code etc/<pid>.cfg}; the file and its other lines stay as they are. */
    public void set(String pid, String key, String value) {
        Path file = home.resolve("etc").resolve(pid + ".cfg");
        String line = key + " = " + value;
        Pattern old = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=:].*");
        try {
            List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            lines.removeIf(existing -> old.matcher(existing).matches());
            lines.add(line);
            Path next = Files.write(home.resolve(pid + ".next"), lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set " + key + " of " + pid, e);
        }
    }
}

package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a run did and measured, one line each in {@code target/figures.txt}. */
final class Figures {

    private static final Path FILE = Path.of("target", "figures.txt");

    private Figures() {}

    static void add(String what, Object figures) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, what + ": " + figures + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

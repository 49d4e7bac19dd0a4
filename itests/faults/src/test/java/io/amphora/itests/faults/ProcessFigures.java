package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about a process. */
record ProcessFigures(long pid) {

    /** The most memory that was resident since the last {@link #forgetPeak}, in KiB. */
    long peakKiB() throws IOException {
        return figure("status", "VmHWM:");
    }

    /** Begins to measure the peak anew. */
    void forgetPeak() throws IOException {
        Files.writeString(file("clear_refs"), "5");
    }

    /** How many bytes it has read, from files and sockets. */
    long bytesRead() throws IOException {
        return figure("io", "rchar:");
    }

    private long figure(String file, String name) throws IOException {
        for (String line : Files.readAllLines(file(file))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no " + name + " in " + file(file));
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}

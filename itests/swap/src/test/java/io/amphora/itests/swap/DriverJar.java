package io.amphora.itests.swap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A driver's bundle with a higher version. */
final class DriverJar {

    private DriverJar() {}

    /** Writes it; the file appears whole. */
    static void write(Path original, Path to, Path scratch, String version) throws IOException {
        try (JarFile built = new JarFile(original.toFile())) {
            Manifest manifest = built.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (OutputStream file = Files.newOutputStream(scratch);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                Enumeration<JarEntry> entries = built.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        built.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
        Files.move(scratch, to);
    }
}

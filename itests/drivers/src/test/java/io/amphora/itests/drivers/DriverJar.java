package io.amphora.itests.drivers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A driver's bundle as this build made it, and as a later release of it would be.
 *
 * @param path the jar
 */
record DriverJar(Path path) {

    private static final Attributes.Name VERSION = new Attributes.Name("Bundle-Version");

    /** The one that the build names by that system property. */
    static DriverJar of(String property) {
        String value = System.getProperty(property);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new IllegalStateException("-D" + property + " must name a driver's jar; it names " + value);
        }
        return new DriverJar(Path.of(value));
    }

    /** The same bundle with another version, in that file. */
    DriverJar withVersion(String version, Path file) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(VERSION, version);
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream copy = new JarOutputStream(out, manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        jar.getInputStream(entry).transferTo(copy);
                        copy.closeEntry();
                    }
                }
            }
        }
        return new DriverJar(file);
    }

    /** Puts it into a folder under a name, at once. */
    Path dropInto(Path folder, String name) throws IOException {
        Path temporary = folder.resolveSibling(name + ".part");
        Files.copy(path, temporary, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}

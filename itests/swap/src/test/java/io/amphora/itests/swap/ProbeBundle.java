package io.amphora.itests.swap;

import io.amphora.itests.probe.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a bundle of the {@link Probe}. */
final class ProbeBundle {

    private ProbeBundle() {}

    static void write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "io.amphora.itests.probe");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", Probe.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : new String[] {"Probe", "Probe$Sighting"}) {
                String entry = Probe.class.getPackageName().replace('.', '/') + "/" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = Probe.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }
}

package io.amphora.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that we ship against the settings that the bundles declare. */
class SettingsIT {

    /** Where the file says more than the component's default: a place of this installation, a name, or an opening. */
    private static final Set<String> OURS = Set.of("access", "name", "root", "keyFile");

    @TempDir
    static Path folder;

    private static Path home;

    private static Map<String, Map<String, String>> declared;

    @BeforeAll
    static void readBundles() throws Exception {
        home = Installation.in(folder).home();
        declared = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home.resolve("system/io/amphora"))) {
            for (Path bundle :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar"))::iterator) {
                readMetatype(bundle);
            }
        }
    }

    @Test
    void everyDeclaredKeyIsInItsFileAtItsDefaultAndNoOther() throws IOException {
        assertThat(declared).isNotEmpty();
        for (Map.Entry<String, Map<String, String>> component : declared.entrySet()) {
            List<Path> files = filesOf(component.getKey());
            for (Path file : files) {
                Properties shipped = load(file);
                assertThat(new TreeSet<>(shipped.stringPropertyNames()))
                        .as("keys of " + file)
                        .isEqualTo(component.getValue().keySet());
                component.getValue().forEach((key, value) -> {
                    if (!OURS.contains(key)) {
                        assertThat(shipped.getProperty(key))
                                .as(file + ": " + key)
                                .isEqualTo(value);
                    }
                });
            }
        }
    }

    @Test
    void everyFileBelongsToAComponent() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("etc"))) {
            List<String> ours = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("io.amphora."))
                    .toList();

            assertThat(ours).isNotEmpty().allMatch(name -> declared.keySet().stream()
                    .anyMatch(pid -> fits(name, pid)));
        }
    }

    @Test
    void everyKeyHasACommentAboveIt() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("etc"))) {
            for (Path file : files.filter(SettingsIT::isOurs).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                        assertThat(i).isPositive();
                        assertThat(lines.get(i - 1))
                                .as(file + ": " + lines.get(i))
                                .startsWith("#");
                    }
                }
            }
        }
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("io.amphora.");
    }

    private static boolean fits(String name, String pid) {
        return name.equals(pid + ".cfg") || name.startsWith(pid + "-");
    }

    /** Instances of a factory, or the one file; the memory driver is not installed and has none. */
    private static List<Path> filesOf(String pid) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("etc"))) {
            List<Path> found = files.filter(file -> fits(file.getFileName().toString(), pid))
                    .toList();
            assertThat(found).as(pid).hasSizeGreaterThanOrEqualTo(pid.endsWith(".memory") ? 0 : 1);
            return found;
        }
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void readMetatype(Path bundle) throws Exception {
        try (FileSystem jar = FileSystems.newFileSystem(bundle, (ClassLoader) null)) {
            Path metatype = jar.getPath("OSGI-INF/metatype");
            if (Files.exists(metatype)) {
                try (Stream<Path> files = Files.list(metatype)) {
                    for (Path file : files.toList()) {
                        readMetatypeFile(file);
                    }
                }
            }
        }
    }

    private static void readMetatypeFile(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            Element designate = (Element) root.getElementsByTagName("Designate").item(0);
            String pid = designate.hasAttribute("factoryPid")
                    ? designate.getAttribute("factoryPid")
                    : designate.getAttribute("pid");
            Map<String, String> keys = declared.computeIfAbsent(pid, any -> new TreeMap<>());
            NodeList attributes = root.getElementsByTagName("AD");
            for (int i = 0; i < attributes.getLength(); i++) {
                Element attribute = (Element) attributes.item(i);
                if (!attribute.getAttribute("id").startsWith("webconsole.")) {
                    keys.put(attribute.getAttribute("id"), attribute.getAttribute("default"));
                }
            }
        }
    }
}

package io.amphora.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that the features bring against what the bundles say of their settings. */
class SettingsRulesTest {

    private static final Path FILES = Bundles.CHECKOUT.resolve("features/src/main/cfg");
    private static final Path GUIDE = Bundles.CHECKOUT.resolve("docs/settings.md");

    /** Keys and defaults by PID. */
    private static final Map<String, Map<String, String>> SETTINGS = new TreeMap<>();

    @BeforeAll
    static void readWhatTheBundlesSay() throws Exception {
        for (Path folder : Bundles.folders()) {
            try (JarFile jar = new JarFile(Bundles.jar(folder).toFile())) {
                for (JarEntry entry : jar.stream()
                        .filter(e -> e.getName().matches("OSGI-INF/metatype/.*\\.xml"))
                        .toList()) {
                    try (InputStream xml = jar.getInputStream(entry)) {
                        collect(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(xml));
                    }
                }
            }
        }
    }

    @Test
    void everyPidHasAFile() throws IOException {
        assertThat(files().keySet()).containsExactlyElementsOf(SETTINGS.keySet());
    }

    @Test
    void everyKeyIsActiveAtItsDefault() throws IOException {
        files().forEach((pid, file) -> {
            assertThat(file.stringPropertyNames())
                    .as(pid)
                    .containsExactlyInAnyOrderElementsOf(SETTINGS.get(pid).keySet());
            SETTINGS.get(pid).forEach((key, byDefault) -> {
                if (!byDefault.isEmpty()) {
                    assertThat(file.getProperty(key)).as(pid + " " + key).isEqualTo(byDefault);
                }
            });
        });
    }

    @Test
    void theGuideNamesEveryKeyWithItsDefault() throws IOException {
        String guide = Files.readString(GUIDE);

        SETTINGS.forEach((pid, keys) -> {
            assertThat(guide).contains("`" + pid);
            keys.forEach((key, byDefault) ->
                    assertThat(guide).as(pid).contains("| `" + key + "` |").contains(byDefault));
        });
    }

    private static Map<String, Properties> files() throws IOException {
        Map<String, Properties> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(FILES)) {
            for (Path file : found.filter(f -> f.getFileName().toString().startsWith("io.amphora"))
                    .toList()) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                files.put(file.getFileName().toString().replaceAll("(-[a-z]+)?\\.cfg", ""), properties);
            }
        }
        return files;
    }

    private static void collect(Document metatype) {
        Element designate = (Element) metatype.getElementsByTagName("Designate").item(0);
        String pid =
                designate.hasAttribute("pid") ? designate.getAttribute("pid") : designate.getAttribute("factoryPid");
        Map<String, String> keys = SETTINGS.computeIfAbsent(pid, p -> new TreeMap<>());
        NodeList attributes = metatype.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            if (!attribute.getAttribute("id").startsWith("webconsole.")) {
                keys.put(attribute.getAttribute("id"), attribute.getAttribute("default"));
            }
        }
    }
}

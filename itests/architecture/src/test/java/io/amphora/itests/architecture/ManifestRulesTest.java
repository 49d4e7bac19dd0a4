package io.amphora.itests.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** Who may know whom: the built manifests against the table. A new bundle, or a new edge, is entered here on purpose. */
class ManifestRulesTest {

    private static final String STORAGE_API = "io.amphora.storage";
    private static final String REGISTRY_API = "io.amphora.registry";
    private static final String SERVLET = "javax.servlet";
    private static final String KARAF_SHELL = "org.apache.karaf.shell.";
    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final String JETTY = "org.eclipse.jetty.";
    private static final String WHITEBOARD = "org.osgi.service.http.";

    /** What a bundle may import beside the JDK and {@link #EVERYBODY}; a trailing dot stands for all packages below. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            entry("storage-api", List.of(STORAGE_API)),
            entry("registry-api", List.of(REGISTRY_API)),
            entry("storage-memory", List.of(STORAGE_API)),
            entry("storage-filesystem", List.of(STORAGE_API)),
            entry("storage-switch", List.of(STORAGE_API)),
            entry("registry-core", List.of(STORAGE_API, REGISTRY_API, JACKSON)),
            entry("manifest-schema1", List.of(REGISTRY_API)),
            entry("token-hmac", List.of(REGISTRY_API)),
            entry("http", List.of(REGISTRY_API, SERVLET, JACKSON, JETTY)),
            entry("front", List.of(SERVLET, WHITEBOARD)),
            entry("shell", List.of(REGISTRY_API, STORAGE_API, KARAF_SHELL)));

    private static final List<String> EVERYBODY =
            List.of("org.slf4j", "org.osgi.framework", "org.osgi.service.", "org.osgi.util.tracker");

    private static final List<String> JDK =
            List.of("javax.crypto", "javax.security.auth", "javax.net", "javax.management");

    @Test
    void everyBundleImportsOnlyWhatTheTableAllows() {
        List<String> strangers = new ArrayList<>();

        Bundles.manifests().forEach((bundle, manifest) -> {
            assertThat(MAY_IMPORT).as("the table knows the bundle").containsKey(bundle);
            for (String imported : Bundles.names(manifest, "Import-Package")) {
                if (!isAllowed(bundle, imported)) {
                    strangers.add(bundle + " imports " + imported);
                }
            }
        });

        assertThat(strangers).isEmpty();
    }

    @Test
    void onlyTheApiBundlesExport() {
        Bundles.manifests().forEach((bundle, manifest) -> {
            if (bundle.endsWith("-api")) {
                assertThat(Bundles.names(manifest, "Export-Package")).as(bundle).isNotEmpty();
            } else {
                assertThat(Bundles.names(manifest, "Export-Package")).as(bundle).isEmpty();
            }
        });
    }

    @Test
    void everyExportedPackageHasItsOwnVersion() {
        Bundles.manifests().forEach((bundle, manifest) -> {
            String exports = manifest.getMainAttributes().getValue("Export-Package");
            if (exports != null) {
                for (String name : Bundles.names(manifest, "Export-Package")) {
                    assertThat(exports).contains(name + ";version=\"");
                }
            }
        });
    }

    @Test
    void onlyOneBundleKnowsAForeignApi() {
        assertKnownOnlyBy(KARAF_SHELL, "shell");
        assertKnownOnlyBy(JETTY, "http");
        assertKnownOnlyBy(WHITEBOARD, "front");
    }

    @Test
    void jettyIsOptional() {
        String imports = Bundles.manifests().get("http").getMainAttributes().getValue("Import-Package");
        for (String clause : imports.split(",(?=[a-z])")) {
            if (clause.startsWith(JETTY)) {
                assertThat(clause).contains("resolution:=optional");
            }
        }
    }

    @Test
    void theSymbolicNameIsTheRootPackage() {
        Bundles.manifests().forEach((bundle, manifest) -> {
            String name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            assertThat(Bundles.CHECKOUT
                            .resolve("bundles")
                            .resolve(bundle)
                            .resolve("src/main/java/" + name.replace('.', '/')))
                    .isDirectory();
        });
    }

    private static void assertKnownOnlyBy(String api, String bundle) {
        for (Map.Entry<String, Manifest> other : Bundles.manifests().entrySet()) {
            if (!other.getKey().equals(bundle)) {
                assertThat(Bundles.names(other.getValue(), "Import-Package"))
                        .as(other.getKey())
                        .noneMatch(name -> name.startsWith(api));
            }
        }
    }

    private static boolean isAllowed(String bundle, String imported) {
        return imported.equals("org.jspecify.annotations")
                || matches(EVERYBODY, imported) && !imported.startsWith(WHITEBOARD)
                || matches(JDK, imported)
                || matches(MAY_IMPORT.get(bundle), imported);
    }

    private static boolean matches(List<String> allowed, String name) {
        return allowed.stream()
                .anyMatch(entry -> entry.endsWith(".")
                        ? name.startsWith(entry)
                        : name.equals(entry) || name.startsWith(entry + "."));
    }
}

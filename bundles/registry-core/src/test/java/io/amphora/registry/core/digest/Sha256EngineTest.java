package io.amphora.registry.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Sha256EngineTest {

    private static final List<String> FLAG = List.of(JdkSha256.FLAG.split(" "));
    private static final String DIGEST = "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb";

    @Test
    void usesTheJdkWhereItsStateIsOpen() throws Exception {
        assertThat(probe(System.getProperty("java.home"), FLAG)).isEqualTo("JDK " + DIGEST);
    }

    @Test
    void usesBouncyCastleAndNamesTheFlagElsewhere() throws Exception {
        String said = probe(System.getProperty("java.home"), List.of());

        assertThat(said)
                .contains("Bouncy Castle " + DIGEST)
                .containsOnlyOnce("WARN")
                .contains(JdkSha256.FLAG);
    }

    /** Needs a JDK 25: its home is the system property {@code jdk25.home}. */
    @Test
    @Tag("ci")
    void doesSoOnJdk25() throws Exception {
        String home = System.getProperty("jdk25.home", "");
        assertThat(home).as("-Djdk25.home=<home of a JDK 25>").isNotEmpty();

        assertThat(probe(home, FLAG)).isEqualTo("JDK " + DIGEST);
        assertThat(probe(home, List.of())).contains("Bouncy Castle " + DIGEST);
    }

    private static String probe(String home, List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(home, "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DigestProbe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}

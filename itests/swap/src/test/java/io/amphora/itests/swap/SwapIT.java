package io.amphora.itests.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.Installation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The registry loses no request and no byte while its drivers and services are replaced. */
final class SwapIT {

    private static final int MOST_FAILURES = 20;

    @Test
    void losesNothingInOneRoundOfSwaps() throws Exception {
        run("short", Form.SHORT, TestedDriver.FILESYSTEM);
    }

    @Test
    @Tag("ci")
    void losesNothingInAMinuteOfSwaps() throws Exception {
        run("minute", Form.MINUTE, TestedDriver.FILESYSTEM);
    }

    @Test
    @Tag("long")
    void losesNothingAndHardlyWaitsInTenMinutesOfSwaps() throws Exception {
        run("long", Form.LONG, TestedDriver.FILESYSTEM);
    }

    @Test
    @Tag("ci")
    void movesReadersOfDriverThatKeepsItsFiles() throws Exception {
        run("plain", Form.SHORT, TestedDriver.PLAIN);
    }

    private void run(String name, Form form, TestedDriver driver) throws Exception {
        Path folder = Folder.empty(name);
        Installation installation = Installation.in(folder);
        driver.install(installation);
        ProbeBundle.write(installation.home().resolve("deploy/probe.jar"));
        try (DistributionServer server = DistributionServer.start(folder, Map.of());
                AdminConsole console = AdminConsole.open(server)) {
            Administrator administrator = Administrator.of(server, console, driver);
            LeftOvers leftOvers = new LeftOvers(
                    new JavaProcess(server.process().pid()),
                    administrator,
                    server.home().resolve("registry"));
            Scene scene = new Scene();
            long logged = server.log().position();
            load(server, administrator, scene, form);
            check(scene);
            assertThat(server.log().troublesSince(logged)).isEmpty();
            leftOvers.awaitNone();
            if (form.waitsCount()) {
                checkWaits(scene.waits().figures());
            }
        }
    }

    private void load(DistributionServer server, Administrator administrator, Scene scene, Form form) throws Exception {
        Ledger ledger = new Ledger();
        Load load = new Load(scene, ledger, server.port());
        load.start();
        try {
            new Run(scene, administrator, form).swap(MOST_FAILURES);
        } finally {
            load.finish();
            new Report(scene, server.log()).publish();
        }
        load.pullAll();
    }

    private static void check(Scene scene) {
        assertThat(scene.failures()).isEmpty();
        assertThat(scene.timeline().all()).allSatisfy(swap -> {
            assertThat(swap.pulls()).isGreaterThanOrEqualTo(Run.IN_MID_STREAM);
            assertThat(swap.patches()).isGreaterThanOrEqualTo(Run.IN_MID_STREAM);
        });
        assertThat(scene.counts()).as("slow transfers that outlived").containsKeys(outlived());
    }

    private static void checkWaits(Map<String, Waits.Figures> figures) {
        for (Kind kind : Kind.values()) {
            Waits.Figures waits = figures.get(kind.toString());
            assertThat(waits.p99())
                    .as(kind + ": p99")
                    .isLessThanOrEqualTo(kind.mostP99().toMillis());
            assertThat(waits.max())
                    .as(kind + ": max")
                    .isLessThanOrEqualTo(kind.mostWait().toMillis());
        }
    }

    private static String[] outlived() {
        return Arrays.stream(Kind.values())
                .filter(kind -> !kind.cuts())
                .map(kind -> "outlived " + kind)
                .toArray(String[]::new);
    }
}

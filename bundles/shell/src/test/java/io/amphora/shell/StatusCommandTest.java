package io.amphora.shell;

import static io.amphora.shell.GivenDrivers.ACTIVE;
import static io.amphora.shell.GivenDrivers.DRAINING;
import static io.amphora.shell.GivenDrivers.REFUSED;
import static io.amphora.shell.GivenDrivers.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    @Test
    void showsEverySourceAndMarksWarnings() throws Exception {
        StatusCommand command = command();

        assertThat(Console.run(command))
                .containsExactly(
                        "storage\tWARNING\tactive driver\tnone: the one that io.amphora.storage names is not there,"
                                + " or cannot be used",
                        "storage\tWARNING\tdriver main 1.2.3\trefused: it holds\\u001b another store",
                        "uploads\t\topen\t3",
                        "uploads\tWARNING\tpurger\toff");
    }

    @Test
    void showsOnlyWhatNeedsAttention() throws Exception {
        StatusCommand command = command();
        command.warningsOnly = true;

        assertThat(Console.run(command)).hasSize(3).allMatch(line -> line.contains("WARNING"));
    }

    @Test
    void saysThatTheSwitchIsAway() throws Exception {
        StatusCommand command = new StatusCommand();
        command.noFormat = true;

        assertThat(Console.run(command)).containsExactly("storage\tWARNING\tstorage switch\tnot there");
    }

    @Test
    void namesTheActiveDriverAndItsStore() throws Exception {
        assertThat(storage(ACTIVE))
                .containsExactly("storage\t\tactive driver\tmain", "storage\t\tstore\t" + GivenDrivers.STORE);
    }

    @Test
    void saysThatAStoreIsShared() throws Exception {
        assertThat(storage(GivenDrivers.status("shared", State.ACTIVE, Optional.empty())))
                .contains("storage\t\tstore\t" + GivenDrivers.STORE + ", shared with other nodes");
    }

    @Test
    void warnsOfDriversThatAreNotAsTheyShouldBe() throws Exception {
        assertThat(storage(ACTIVE, DRAINING).subList(2, 4))
                .containsExactly(
                        "storage\tWARNING\tdriver old 1.0.0\tdraining since 2026-11-23T12:00:00Z, leases: 3",
                        "storage\tWARNING\tdriver old 1.0.0\tstuck calls: 2, the oldest since 2026-11-23T11:59:30Z:"
                                + " list /c");
        assertThat(storage(WAITING))
                .contains("storage\tWARNING\tdriver main 1.2.3\twaits for its store: it does not answer");
    }

    @Test
    void saysThatThereIsNoDriver() throws Exception {
        assertThat(storage()).containsExactly("storage\tWARNING\tactive driver\tnone: no storage driver is there");
    }

    private static List<String> storage(DriverStatus... drivers) throws Exception {
        StatusCommand command = new StatusCommand();
        command.noFormat = true;
        command.drivers = new GivenDrivers(drivers);
        return Console.run(command);
    }

    private static StatusCommand command() {
        StatusCommand command = new StatusCommand();
        command.noFormat = true;
        command.sources = List.of(new Uploads());
        command.drivers = new GivenDrivers(REFUSED);
        return command;
    }

    private record Uploads() implements StatusSource {

        @Override
        public String topic() {
            return "uploads";
        }

        @Override
        public List<StatusLine> status() {
            return List.of(StatusLine.info("open", "3"), StatusLine.warning("purger", "off"));
        }
    }
}

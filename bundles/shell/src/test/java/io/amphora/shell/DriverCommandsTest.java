package io.amphora.shell;

import static io.amphora.shell.GivenDrivers.ACTIVE;
import static io.amphora.shell.GivenDrivers.DRAINING;
import static io.amphora.shell.GivenDrivers.REFUSED;
import static io.amphora.shell.GivenDrivers.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.Swap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class DriverCommandsTest {

    private final List<String> printed = new ArrayList<>();

    @Test
    void listsDriversForPrograms() throws Exception {
        DriverListCommand command = list(new GivenDrivers(REFUSED, DRAINING));
        command.noFormat = true;

        assertThat(Console.run(command))
                .containsExactly(
                        "main\tfilesystem\t1.2.3\trefused\t0\t" + STORE + "\t5\tit holds\\u001b another store\t0",
                        "old\tfilesystem\t1.0.0\tdraining\t3\t" + STORE + "\t\t\t2\t2026-11-23T12:00:00Z");
    }

    @Test
    void namesStuckCallsAndOpenUsesBelowTheDrivers() throws Exception {
        List<String> lines = Console.run(list(new GivenDrivers(ACTIVE, DRAINING)));

        int gap = lines.indexOf("");
        assertThat(lines.subList(0, gap)).hasSize(2 + 2).first().asString().startsWith("Name");
        assertThat(lines.subList(gap + 1, lines.size()))
                .hasSize(2 + 4)
                .anySatisfy(line -> assertThat(line).contains("old", "stuck", "2026-11-23T11:59:30Z", "list /c"))
                .anySatisfy(line -> assertThat(line).contains("old", "open", "2026-11-23T11:59:00Z", "read /a/blob"));
    }

    @Test
    void listsNothingBelowTheDriversWhileAllIsWell() throws Exception {
        assertThat(Console.run(list(new GivenDrivers(ACTIVE)))).hasSize(2 + 1);
    }

    @Test
    void listsUsesForPrograms() throws Exception {
        DriverListCommand command = list(new GivenDrivers(ACTIVE, DRAINING));
        command.noFormat = true;
        command.usesOnly = true;

        assertThat(Console.run(command))
                .containsExactly(
                        "old\t1.0.0\tstuck\t2026-11-23T11:59:30Z\tlist /c",
                        "old\t1.0.0\tstuck\t2026-11-23T12:00:00Z\tstat /d",
                        "old\t1.0.0\topen\t2026-11-23T11:59:00Z\tread /a/blob",
                        "old\t1.0.0\topen\t2026-11-23T12:00:00Z\twrite /b\\u001b");
    }

    @Test
    void saysThatNothingIsStuckOrDraining() throws Exception {
        DriverListCommand command = list(new GivenDrivers(ACTIVE));
        command.usesOnly = true;

        assertThat(Console.run(command)).contains("No call is stuck, and nothing uses a draining driver");
    }

    @Test
    void saysWhatASwapDid() throws Exception {
        GivenDrivers drivers = new GivenDrivers();
        drivers.swap = Optional.of(new Swap(Optional.of("old"), "main", Duration.ofMillis(12), 3, true));

        assertThat(Console.run(use(drivers, "main")))
                .containsExactly(
                        "Active  main",
                        "Before  old",
                        "Took    12 ms",
                        "Open    3 on the one before, until they end",
                        "Saved   yes");
        assertThat(drivers.asked).containsExactly("use main");
    }

    @Test
    void warnsInALineThatAChoiceIsNotSaved() throws Exception {
        GivenDrivers drivers = new GivenDrivers();
        drivers.swap = Optional.of(new Swap(Optional.empty(), "main", Duration.ZERO, 0, false));

        assertThat(Console.run(use(drivers, "main")))
                .contains("Before  none")
                .last()
                .asString()
                .startsWith("Saved   WARNING: no");
    }

    @Test
    void swapsByForceOnlyWhenAsked() throws Exception {
        GivenDrivers drivers = new GivenDrivers();
        drivers.swap = Optional.of(new Swap(Optional.empty(), "main", Duration.ZERO, 0, true));
        DriverUseCommand command = use(drivers, "main");
        command.force = true;

        Console.run(command);

        assertThat(drivers.asked).containsExactly("use main by force");
    }

    @Test
    void failsWithTheReasonWhenASwapIsRefused() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(use(new GivenDrivers(), "main")))
                .withMessage("main\\u001b is over another store");
        assertThat(printed).isEmpty();
    }

    @Test
    void showsTheStepsOfACheck() throws Exception {
        GivenDrivers drivers = new GivenDrivers();
        drivers.check = Optional.of(check(Optional.empty()));
        DriverCheckCommand command = checkOf(drivers);

        assertThat(Console.run(command))
                .startsWith("Step  | Took (ms) | Problem")
                .contains("read  | 1200      |")
                .endsWith("", "main 1.2.3 passed the check");

        command.noFormat = true;
        assertThat(Console.run(command)).containsExactly("write\t7", "read\t1200");
        assertThat(drivers.asked).containsExactly("check main", "check main");
    }

    @Test
    void failsAfterTheStepsWhenOneFailed() {
        GivenDrivers drivers = new GivenDrivers();
        drivers.check = Optional.of(check(Optional.of("3 bytes are\u001b missing")));
        DriverCheckCommand command = checkOf(drivers);
        command.noFormat = true;

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(command))
                .withMessage("main 1.2.3 failed the check");
        assertThat(printed).containsExactly("write\t7", "read\t1200\t3 bytes are\\u001b missing");
    }

    @Test
    void failsWhenThereIsNoDriverToCheck() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(checkOf(new GivenDrivers())))
                .withMessage("there is no driver main");
    }

    @Test
    void saysThatTheSwitchIsAway() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(new DriverUseCommand()))
                .withMessageStartingWith("The storage switch is not there");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(new DriverCheckCommand()))
                .withMessageStartingWith("The storage switch is not there");
    }

    private void run(Action command) throws Exception {
        Console.run(command, printed);
    }

    private static DriverListCommand list(GivenDrivers drivers) {
        DriverListCommand command = new DriverListCommand();
        command.drivers = drivers;
        return command;
    }

    private static DriverUseCommand use(GivenDrivers drivers, String name) {
        DriverUseCommand command = new DriverUseCommand();
        command.name = name;
        command.drivers = drivers;
        return command;
    }

    private static DriverCheckCommand checkOf(GivenDrivers drivers) {
        DriverCheckCommand command = new DriverCheckCommand();
        command.name = "main";
        command.drivers = drivers;
        return command;
    }

    private static DriverCheck check(Optional<String> problem) {
        return new DriverCheck(
                "main",
                "1.2.3",
                List.of(
                        new DriverCheck.Step("write", Duration.ofMillis(7), Optional.empty()),
                        new DriverCheck.Step("read", Duration.ofMillis(1_200), problem)));
    }
}

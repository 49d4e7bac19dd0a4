package io.amphora.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn -Prun} calls once everything is built. */
class LauncherIT {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static Path home;

    private final int port = FreePorts.any();

    @BeforeAll
    static void unpack() throws IOException {
        home = Installation.in(folder.resolve("build")).home();
    }

    @Test
    void stopsOnCtrlC() throws Exception {
        try (Pty terminal = startOnTerminal()) {
            List<ProcessHandle> processes = awaitConsole(terminal);

            terminal.type(CTRL_C);

            assertThat(terminal.awaitEnd()).isEqualTo(130);
            assertGone(processes);
        }
    }

    @Test
    void stopsOnCtrlDInTheConsole() throws Exception {
        try (Pty terminal = startOnTerminal()) {
            List<ProcessHandle> processes = awaitConsole(terminal);

            terminal.type(CTRL_D);

            assertThat(terminal.awaitEnd()).isZero();
            assertGone(processes);
        }
    }

    @Test
    void stopsOnSigtermAndLeavesTheTerminalAsItWas() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("before=$(stty -g); \"$@\"; [ \"$before\" = \"$(stty -g)\" ] && echo terminal as before");
        command.add("sh");
        command.addAll(command(folder.resolve("run")));
        try (Pty terminal = Pty.start(command, environment())) {
            List<ProcessHandle> processes = awaitConsole(terminal);

            terminal.java().destroy();

            terminal.awaitEnd();
            assertGone(processes);
            assertThat(terminal.screen()).contains("terminal as before");
        }
    }

    @Test
    void servesWithoutTerminalUntilSigterm() throws Exception {
        Path output = folder.resolve("output.txt");
        Process launcher = launch(command(folder.resolve("run")), output);
        Await.until(LIMIT, () -> text(output), () -> text(output).contains("Amphora is ready"));
        List<ProcessHandle> processes = launcher.toHandle().descendants().toList();

        assertThat(text(output)).contains("docker push 127.0.0.1:" + port + "/IMAGE");
        launcher.destroy();

        assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertGone(processes);
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        Path output = folder.resolve("taken.txt");
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            Process launcher = launch(command(folder.resolve("run")), output);

            assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(launcher.exitValue()).isEqualTo(1);
            assertThat(text(output)).contains("Port " + other.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void saysThatTheDirectoryCannotBeWritten() throws Exception {
        Path output = folder.resolve("denied.txt");
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Process launcher = launch(command(file.resolve("run")), output);

        assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(1);
        assertThat(text(output)).contains("The directory " + file.resolve("run") + " cannot be written");
    }

    private Pty startOnTerminal() throws IOException {
        return Pty.start(command(folder.resolve("run")), environment());
    }

    private static List<ProcessHandle> awaitConsole(Pty terminal) throws Exception {
        terminal.awaitText("Amphora is ready", 0);
        terminal.awaitText("karaf@", 0);
        return terminal.processes();
    }

    private List<String> command(Path base) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Damphora.port=" + port,
                "-cp",
                System.getProperty("amphora.launcher"),
                "io.amphora.launcher.Launcher",
                home.toString(),
                base.toString());
    }

    private static Map<String, String> environment() {
        return Map.of("ORG_APACHE_KARAF_SHELL_SSHPORT", Integer.toString(FreePorts.any()));
    }

    private static Process launch(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private void assertGone(List<ProcessHandle> processes) throws IOException {
        assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
    }
}

package io.amphora.itests.archetype;

import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** {@code bin/client}: an administrator's way to the console of a running distribution. */
final class Client {

    private static final String USER = "author";
    private static final String PASSWORD = "only-for-this-test";

    private final DistributionServer server;

    Client(DistributionServer server) {
        this.server = server;
    }

    /** Gives the administrator a login, before the distribution starts. */
    static void allow(Installation installation) throws IOException {
        Files.write(
                installation.home().resolve("etc/users.properties"),
                List.of(
                        "",
                        USER + " = " + PASSWORD + ",_g_:admingroup",
                        "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh"),
                StandardOpenOption.APPEND);
    }

    /** Runs a command; returns what it printed. */
    String run(String command) throws IOException, InterruptedException {
        Path program = server.home().resolve("bin/client");
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "-h",
                        "127.0.0.1",
                        "-a",
                        Integer.toString(server.sshPort()),
                        "-u",
                        USER,
                        "-p",
                        PASSWORD,
                        "-b")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try (var typed = process.outputWriter(StandardCharsets.UTF_8)) {
            typed.write(command + "\n");
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}

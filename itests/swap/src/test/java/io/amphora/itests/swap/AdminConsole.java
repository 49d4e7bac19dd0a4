package io.amphora.itests.swap;

import io.amphora.itests.distribution.DistributionServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The console of a running distribution by its own {@code bin/client}: one session, one command after the other. What a
 * command prints is what it answers; one that fails is an {@link AssertionError}.
 */
final class AdminConsole implements AutoCloseable {

    private static final String USER = "operator";
    private static final String PASSWORD = "only-for-tests";
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String CONTROL = "\u001B(\\[[0-9;?]*[A-Za-z]|[=>])|\r";

    private final Process client;
    private final OutputStream keyboard;
    private final StringBuilder screen = new StringBuilder();
    private int commands;

    private AdminConsole(Process client) {
        this.client = client;
        this.keyboard = client.getOutputStream();
    }

    /** Lets an administrator log in, and does so. */
    static AdminConsole open(DistributionServer server) throws Exception {
        Path users = server.home().resolve("etc/users.properties");
        Files.writeString(
                users,
                USER + " = " + PASSWORD + ",_g_:operators\n_g_\\:operators = group,admin,manager,viewer,ssh\n",
                StandardOpenOption.APPEND);
        ProcessBuilder builder = new ProcessBuilder(
                        server.home().resolve("bin/client").toString(),
                        "-h",
                        "127.0.0.1",
                        "-a",
                        Integer.toString(server.sshPort()),
                        "-u",
                        USER,
                        "-p",
                        PASSWORD)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        AdminConsole console = new AdminConsole(builder.start());
        Thread reader = new Thread(console::read, "console");
        reader.setDaemon(true);
        reader.start();
        try {
            console.run("echo ready");
            return console;
        } catch (Exception | AssertionError e) {
            console.close();
            throw e;
        }
    }

    private void read() {
        byte[] piece = new byte[8192];
        try (InputStream in = client.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                synchronized (screen) {
                    screen.append(new String(piece, 0, n, StandardCharsets.UTF_8));
                    screen.notifyAll();
                }
            }
        } catch (IOException closed) {
            // The session is over; what it showed is kept.
        }
    }

    /** Types a command; returns what it printed. */
    String run(String command) throws IOException, InterruptedException {
        String printed = attempt(command);
        if (printed.contains("Error executing command") || printed.contains("Command not found")) {
            throw new AssertionError(command + ": " + printed);
        }
        return printed;
    }

    /** The same for a command that may fail, which is told as the console tells it. */
    String attempt(String command) throws IOException, InterruptedException {
        commands++;
        int from;
        synchronized (screen) {
            from = screen.length();
        }
        // What is typed is shown too, and must not look like what is waited for.
        type("echo begin-''" + commands + "\n" + command + "\necho end-''" + commands + "\n");
        String shown = await("end-" + commands + "\n", from).replaceAll(CONTROL, "");
        int begin = shown.indexOf("begin-" + commands + "\n");
        String printed = shown.substring(begin + ("begin-" + commands + "\n").length())
                .lines()
                .filter(line -> !line.contains("@root()>"))
                .filter(line -> !line.startsWith("end-"))
                .reduce("", (text, line) -> text + line + "\n");
        return printed.strip();
    }

    private void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private String await(String text, int from) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        synchronized (screen) {
            while (!screen.substring(from).replace("\r", "").contains(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || !client.isAlive()) {
                    throw new AssertionError("the console does not answer; it shows\n" + screen.substring(from));
                }
                screen.wait(Math.min(left, 1000));
            }
            return screen.substring(from);
        }
    }

    @Override
    public void close() {
        client.descendants().forEach(ProcessHandle::destroyForcibly);
        client.destroyForcibly();
    }
}

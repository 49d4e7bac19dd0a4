package io.amphora.itests.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A command on a pseudo-terminal, made by script(1): what is typed reaches it as from a keyboard. */
final class Pty implements AutoCloseable {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Process script;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Thread reader;

    private Pty(Process script) {
        this.script = script;
        this.reader = new Thread(this::read, "screen of " + script.pid());
        this.reader.setDaemon(true);
        this.reader.start();
    }

    static Pty start(List<String> command, Map<String, String> environment) throws IOException {
        if (!Files.isExecutable(SCRIPT)) {
            throw new IllegalStateException(SCRIPT + " is needed for a terminal: apt-get install bsdutils");
        }
        String line = command.stream().map(Pty::quoted).collect(Collectors.joining(" "));
        // A build in the background ignores Ctrl-C, and so would all that it starts.
        String prepared = "stty cols 120 rows 40; exec env --default-signal=INT " + line;
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-q", "-e", "-c", prepared, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        return new Pty(builder.start());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void read() {
        byte[] piece = new byte[4096];
        try (InputStream in = script.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                synchronized (screen) {
                    screen.write(piece, 0, n);
                }
            }
        } catch (IOException closed) {
            // The terminal is gone; what it showed is kept.
        }
    }

    /** All that it has shown so far, control sequences left out. */
    String screen() {
        synchronized (screen) {
            return screen.toString(StandardCharsets.UTF_8).replaceAll("\u001B(\\[[0-9;?]*[A-Za-z]|[=>])", "");
        }
    }

    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    /** Waits until the text has been shown after a position of {@link #screen}; returns the position behind it. */
    int awaitText(String text, int from) throws Exception {
        Await.until(LIMIT, () -> "'" + text + "' on\n" + screen(), () -> screen().indexOf(text, from) >= 0);
        return screen().indexOf(text, from) + text.length();
    }

    /** The first process below script that runs Java. */
    ProcessHandle java() {
        return script.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no java below script; it shows\n" + screen()));
    }

    List<ProcessHandle> processes() {
        return script.descendants().toList();
    }

    /** Waits until the command has ended; returns its status, 128 and more for a signal. */
    int awaitEnd() throws Exception {
        Await.until(LIMIT, () -> "its end\n" + screen(), () -> !script.isAlive() && !reader.isAlive());
        return script.exitValue();
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}

package io.amphora.itests.distribution;

import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of the distribution on ports of its own, ready to serve when {@link #start} returns. Its folder outlives it:
 * a second start in the same folder finds what the first one stored. Ends with this Java machine at the latest.
 */
public final class DistributionServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final Installation installation;
    private final int port;
    private final int sshPort;
    private final Process process;
    private final Thread atExit;

    private DistributionServer(Installation installation, Map<String, String> environment) throws IOException {
        this.installation = installation;
        this.port = FreePorts.any();
        this.sshPort = FreePorts.any();
        installation.set("org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(port));
        installation.set("org.apache.karaf.shell", "sshPort", Integer.toString(sshPort));
        this.process = launch(environment);
        this.atExit = new Thread(process::destroyForcibly, "stop " + process.pid());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Unpacks the distribution into the folder if it is not there yet, writes the settings and starts it.
     *
     * @param settings {@code <pid>/<key>} to value, written into {@code etc/<pid>.cfg}
     */
    public static DistributionServer start(Path folder, Map<String, String> settings) throws IOException {
        return start(folder, settings, Map.of());
    }

    /** The same with environment variables for the process, such as {@code JAVA_MAX_MEM} or {@code JAVA_HOME}. */
    public static DistributionServer start(Path folder, Map<String, String> settings, Map<String, String> environment)
            throws IOException {
        Installation installation = Installation.in(folder);
        settings.forEach((name, value) -> {
            int slash = name.indexOf('/');
            installation.set(name.substring(0, slash), name.substring(slash + 1), value);
        });
        DistributionServer server = new DistributionServer(installation, environment);
        try {
            server.awaitReady();
            return server;
        } catch (IOException | RuntimeException e) {
            server.kill();
            throw e;
        }
    }

    private Process launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        installation.home().resolve("bin/karaf").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(START_LIMIT);
        while (!answers()) {
            if (ended(Duration.ofMillis(POLL_MILLIS))) {
                throw new IOException("ended with " + process.exitValue() + "\n" + Files.readString(output()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("not ready after " + START_LIMIT + "\n" + Files.readString(output()));
            }
        }
    }

    private boolean answers() {
        try (Connection connection = Connection.open(port)) {
            Answer answer = connection.exchange(Request.of("GET", "/v2/"));
            return answer.status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port of the registry on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The port of the console on 127.0.0.1. */
    public int sshPort() {
        return sshPort;
    }

    /** What clients call it: {@code 127.0.0.1:<port>}. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** The folder with {@code bin}, {@code etc} and, unless configured otherwise, {@code registry}. */
    public Path home() {
        return installation.home();
    }

    /** Changes a setting while it runs, by editing the file as a user would. */
    public void set(String pid, String key, String value) {
        installation.set(pid, key, value);
    }

    /** The process that was started; it is the Java machine itself. */
    public Process process() {
        return process;
    }

    /** How long its threads have worked, so that time can be bounded on a busy machine. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Its log. */
    public ServerLog log() {
        return new ServerLog(installation.home().resolve("data/log/karaf.log"));
    }

    /** What it wrote to its standard output and error. */
    public Path output() {
        return installation.home().resolveSibling("output.txt");
    }

    /** Stops it as an operator would, by SIGTERM, and waits until it is gone. */
    public void stop() throws IOException {
        process.destroy();
        if (!ended(STOP_LIMIT)) {
            kill();
            throw new IOException("still there " + STOP_LIMIT + " after SIGTERM\n" + log().tail());
        }
        forget();
    }

    /** Ends it by SIGKILL and waits until it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        forget();
    }

    private boolean ended(Duration within) throws IOException {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting", e);
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This machine ends already and runs the hook anyway.
        }
    }

    /** Stops it if it still runs. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            stop();
        }
    }
}

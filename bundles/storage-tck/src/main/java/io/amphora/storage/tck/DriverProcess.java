package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A driver in a process of its own, with at most one writer open, that can be stopped and killed at any instant. For the
 * suite, and for a driver's own tests of what a crash leaves. Used by one thread.
 */
public final class DriverProcess implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private DriverProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(() -> readAnswers(process.inputReader(StandardCharsets.US_ASCII)), "driver-process");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a process and waits until its driver is open. */
    public static DriverProcess start(TestStore.ElsewhereOpener store) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                DriverProcessMain.class.getName(),
                store.opener().getName(),
                store.address());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.directory(new File("").getAbsoluteFile());
        DriverProcess started = new DriverProcess(builder.start());
        assertThat(started.answer()).isEqualTo("ok ready");
        return started;
    }

    /** Writes a small content of {@link #bytes}. */
    public void put(StoragePath path, long seed, int length) throws IOException {
        ok("put " + path + " " + seed + " " + length);
    }

    /** Creates {@code prefix0}, {@code prefix1} and so on; returns a digit for each, 1 where it won. */
    public String create(String prefix, int count, String content) throws IOException {
        return ok("create " + prefix + " " + count + " " + content);
    }

    /** Opens a new writer. */
    public void write(StoragePath path, StoragePath target) throws IOException {
        ok("write " + path + " " + target);
    }

    /** Opens a writer that goes on; returns false if that is refused. */
    public boolean resume(StoragePath path, Mark mark) throws IOException {
        String state = HexFormat.of().formatHex(mark.state());
        return ask("resume " + path + " " + mark.offset() + " ." + state).startsWith("ok");
    }

    /** Appends {@code length} bytes that depend on the seed only. */
    public void append(long seed, int length) throws IOException {
        ok("bytes " + seed + " " + length);
    }

    /** The bytes that {@link #append} and {@link #put} write. */
    public static byte[] bytes(long seed, int length) {
        return Bytes.random(seed, length);
    }

    /** Takes a checkpoint. */
    public Mark checkpoint() throws IOException {
        String[] words = ok("checkpoint").split(" ");
        return new Mark(Long.parseLong(words[0]), HexFormat.of().parseHex(words[1].substring(1)));
    }

    /** Commits. */
    public void commit(StoragePath target) throws IOException {
        ok("commit " + target);
    }

    /** Closes the writer. */
    public void closeWriter() throws IOException {
        ok("close");
    }

    /**
     * Sends a command and returns the next line of the process: {@code ok …}, {@code no} with an exception's name and
     * message, or what the driver under test wrote to its output. Commands: {@code put PATH SEED LENGTH},
     * {@code create PREFIX COUNT CONTENT}, {@code move FROM TO}, {@code delete PATH}, {@code write PATH TARGET},
     * {@code resume PATH OFFSET .STATE}, {@code bytes SEED LENGTH}, {@code checkpoint}, {@code commit TARGET},
     * {@code close}.
     */
    public String ask(String command) throws IOException {
        send(command);
        return answer();
    }

    /** Sends a command without waiting. */
    public void send(String command) throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII)
                .append(command)
                .append('\n')
                .flush();
    }

    /** Waits for the next answer. */
    public String answer() {
        try {
            String answer = answers.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(answer).as("the other process answers in %d s", SECONDS).isNotNull();
            return answer;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the other process works", e);
        }
    }

    /** Ends the process at once, wherever it is, and waits until it is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        await(process);
    }

    /** Stops the process wherever it is, until {@link #goOn}. */
    public void stop() throws IOException {
        signal("STOP");
    }

    /** Lets a stopped process go on. */
    public void goOn() throws IOException {
        signal("CONT");
    }

    /** Kills the process. */
    @Override
    public void close() throws IOException {
        kill();
    }

    private String ok(String command) throws IOException {
        String answer = ask(command);
        assertThat(answer).as(command).startsWith("ok");
        return answer.substring(3);
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        await(kill);
        assertThat(kill.exitValue()).isZero();
    }

    private static void await(Process ending) {
        try {
            assertThat(ending.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a process ends", e);
        }
    }

    private void readAnswers(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
            answers.add("no answer: the process ended");
        } catch (IOException | UncheckedIOException killed) {
            answers.add("no answer: " + killed.getMessage());
        }
    }
}

package io.amphora.registry.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.filesystem.FilesystemDrivers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one directory: one is stopped between its calls to storage, this one makes a request meanwhile. */
@Timeout(60)
class TwoProcessesTest {

    private static final byte[] PREFIX = Node.bytes(1200, 1);
    private static final byte[] YOURS = Node.bytes(1500, 3);

    @TempDir
    private Path root;

    private Node node;
    private Process process;
    private PrintStream toProcess;
    private BufferedReader fromProcess;

    @BeforeEach
    void starts() throws IOException {
        StorageDriver store = FilesystemDrivers.open(root);
        node = Node.over(FakeStorage.of(UploadProcess.STORE, store));
        startProcess();
    }

    @AfterEach
    void stops() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void acceptsOneOfTwoFirstChunks() throws Exception {
        int steps = atEachStep("patch", new byte[0], (at, first, second) -> {
            onlyOne(first, second);
            becomes(first == Outcome.DONE ? UploadProcess.BODY : YOURS, at);
        });

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void acceptsOneOfTwoLaterChunks() throws Exception {
        int steps = atEachStep("patch", PREFIX, (at, first, second) -> {
            onlyOne(first, second);
            becomes(Node.join(PREFIX, first == Outcome.DONE ? UploadProcess.BODY : YOURS), at);
        });

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void letsAFinishOrAChunkWin() throws Exception {
        int steps = atEachStep("put", new byte[0], (at, put, patch) -> {
            onlyOne(put, patch);
            if (put == Outcome.DONE) {
                assertThat(node.pull(Node.sha256(UploadProcess.BODY))).isEqualTo(UploadProcess.BODY);
            } else {
                becomes(YOURS, at);
            }
        });

        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void goesOnWhenTheProcessThatHoldsTheBytesIsKilled() throws Exception {
        UploadReference at = node.patch(node.post().reference(), PREFIX).reference();
        stopsAt("patch", at, 2 * calls().indexOf("writer.write") + 1);

        Outcome whileStopped = Outcome.of((own, place) -> own.patch(place, YOURS), node, at);
        process.destroyForcibly().waitFor();
        Outcome afterwards = Outcome.of((own, place) -> own.patch(place, YOURS), node, at);

        assertThat(whileStopped).isEqualTo(Outcome.CONFLICT);
        assertThat(afterwards).isEqualTo(Outcome.DONE);
        becomes(Node.join(PREFIX, YOURS), at);
    }

    @Test
    void goesOnAtTheCheckpointOfAProcessThatIsKilledBeforeItsRecord() throws Exception {
        UploadReference at = node.patch(node.post().reference(), PREFIX).reference();
        List<String> methods = calls().stream().map(call -> call.split(" ")[0]).toList();
        stopsAt("patch", at, 2 * methods.indexOf("create"));
        process.destroyForcibly().waitFor();

        UploadStatus received = node.status(at);
        UploadReference all = node.patch(received.reference(), YOURS).reference();

        assertThat(received.received()).isEqualTo(PREFIX.length + UploadProcess.BODY.length);
        becomes(Node.join(PREFIX, UploadProcess.BODY, YOURS), all);
    }

    /** What must hold after both. */
    private interface Check {
        void run(UploadReference at, Outcome first, Outcome second) throws IOException;
    }

    /** Stops the process at each step in turn of a request; returns how many there are. */
    private int atEachStep(String method, byte[] prefix, Check check) throws Exception {
        for (int stop = 0; ; stop++) {
            UploadStatus begun = node.patch(node.post().reference(), prefix);
            UploadReference at = begun.reference();
            toProcess.println(method + " " + at + " " + stop);
            if (!"at".equals(fromProcess.readLine())) {
                return stop;
            }
            signal("-STOP");
            Outcome second = Outcome.of((own, place) -> own.patch(place, YOURS), node, at);
            signal("-CONT");
            toProcess.println("go on");
            Outcome first = Outcome.valueOf(fromProcess.readLine());
            check.run(at, first, second);
        }
    }

    private static void onlyOne(Outcome first, Outcome second) {
        assertThat(first == Outcome.DONE).as("%s and %s", first, second).isNotEqualTo(second == Outcome.DONE);
    }

    /** The upload has exactly that content. */
    private void becomes(byte[] content, UploadReference at) throws IOException {
        UploadStatus status = node.status(at);
        assertThat(status.received()).isEqualTo(content.length);
        node.put(status.reference(), Node.sha256(content));
        assertThat(node.pull(Node.sha256(content))).isEqualTo(content);
    }

    /** Lets the process make a request up to a step. */
    private void stopsAt(String method, UploadReference at, int step) throws Exception {
        toProcess.println(method + " " + at + " " + step);
        assertThat(fromProcess.readLine()).isEqualTo("at");
        signal("-STOP");
    }

    /** The calls of a chunk that is not the first one; each is two steps. */
    private List<String> calls() throws IOException {
        SteppedDriver counting = new SteppedDriver(FilesystemDrivers.open(root));
        UploadStatus one = node.patch(node.post().reference(), PREFIX);
        Node.over(FakeStorage.of(UploadProcess.STORE, counting)).patch(one.reference(), UploadProcess.BODY);
        return counting.calls();
    }

    private void startProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens",
                        "java.base/sun.security.provider=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadProcess.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        toProcess = new PrintStream(process.getOutputStream(), true, UTF_8);
        fromProcess = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = List.of("kill", name, Long.toString(process.pid()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}

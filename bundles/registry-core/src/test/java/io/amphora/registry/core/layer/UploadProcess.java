package io.amphora.registry.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amphora.registry.UploadReference;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.filesystem.FilesystemDrivers;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A node in a process of its own, over a directory. For each line {@code <method> <reference> <step>} it makes that request,
 * says {@code at} when it comes to the step and waits for a line there, and says how the request ended.
 */
final class UploadProcess {

    static final UUID STORE = new UUID(1, 1);
    static final byte[] BODY = Node.bytes(2500, 2);

    private final StorageDriver store;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

    private UploadProcess(Path root) throws IOException {
        store = FilesystemDrivers.open(root);
    }

    public static void main(String[] arguments) throws IOException {
        new UploadProcess(Path.of(arguments[0])).serve();
    }

    private void serve() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            UploadReference reference = UploadReference.parse(words[1]);
            int stop = Integer.parseInt(words[2]);
            SteppedDriver stepped = new SteppedDriver(store, (step, call) -> {
                if (step == stop) {
                    pause();
                }
            });
            Node node = Node.over(FakeStorage.of(STORE, stepped));
            out.println(Outcome.of(action(words[0]), node, reference));
        }
    }

    private static Outcome.Action action(String method) {
        return method.equals("patch")
                ? (node, at) -> node.patch(at, BODY)
                : (node, at) -> node.put(at, BODY, Node.sha256(BODY));
    }

    private void pause() {
        out.println("at");
        try {
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Neither the heap nor the process grows with the size of what many clients push and pull at once. The long form is 20
 * clients with 1 GiB each, the short one 8 with 128 MiB; both against an eighth of that.
 */
@Tag("ci")
@Tag("faults")
final class MemoryIT {

    private static final long MIB = 1024 * 1024;
    private static final String HEAP = "256m";
    private static final long GROWTH_MIB = 48;
    private static final Pattern COLLECTION = Pattern.compile("->(\\d+)M\\(\\d+M\\)");

    private record Peak(long processMiB, long heapMiB) {}

    @Test
    void memoryDoesNotGrowWithSize() throws Exception {
        Form form = Form.current();
        Path folder = Folders.empty("memory");
        // The heap is there from the start, so that what the process grows by is not the heap's slack.
        Map<String, String> environment = Map.of(
                "JAVA_MIN_MEM", HEAP,
                "JAVA_MAX_MEM", HEAP,
                "KARAF_OPTS", "-XX:+AlwaysPreTouch -Xlog:gc:file=" + folder.resolve("gc.log"));
        try (Registry registry = Registry.over(folder, folder.resolve("store"), environment)) {
            pushAndPull(registry.client(), form.clients(), form.layerMiB() / 8 * MIB);
            Peak small = peak(registry, folder, form.layerMiB() / 8);
            Peak large = peak(registry, folder, form.layerMiB());

            Figures.add("memory", form + " heap " + HEAP + ", small " + small + ", large " + large);
            assertThat(large.processMiB()).isLessThan(small.processMiB() + GROWTH_MIB);
            assertThat(large.heapMiB()).isLessThan(small.heapMiB() + GROWTH_MIB);
            assertThat(registry.server().log().troublesSince(0)).isEmpty();
        } finally {
            Folders.delete(folder);
        }
    }

    private static Peak peak(Registry registry, Path folder, long layerMiB) throws Exception {
        ProcessFigures figures = new ProcessFigures(registry.server().process().pid());
        int logged = Files.readAllLines(folder.resolve("gc.log")).size();
        figures.forgetPeak();
        pushAndPull(registry.client(), Form.current().clients(), layerMiB * MIB);
        Tools.JCMD.run(figures.pid(), "GC.run"); // so that at least one collection says what lives
        long heap = Files.readAllLines(folder.resolve("gc.log")).stream()
                .skip(logged)
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .mapToLong(after -> Long.parseLong(after.group(1)))
                .max()
                .orElseThrow();
        return new Peak(figures.peakKiB() / 1024, heap);
    }

    private static void pushAndPull(StreamingClient client, int clients, long size) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<CompletableFuture<String>> pushed = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String repository = "memory/client" + i;
                pushed.add(CompletableFuture.supplyAsync(() -> push(client, repository, size), threads));
            }
            CompletableFuture.allOf(pushed.toArray(CompletableFuture[]::new)).join();
            List<CompletableFuture<Void>> pulled = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String repository = "memory/client" + i;
                String digest = pushed.get(i).join();
                pulled.add(CompletableFuture.runAsync(() -> pull(client, repository, digest), threads));
            }
            CompletableFuture.allOf(pulled.toArray(CompletableFuture[]::new)).join();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String push(StreamingClient client, String repository, long size) {
        Draft draft = new Draft(new Random()::nextLong);
        MessageDigest sha256 = Digests.sha256();
        try {
            Body body = out -> draft.write(0, size, new DigestOutputStream(out, sha256));
            Answer answer = client.send(StreamingClient.patch(client.begin(repository)), -1, body, new AtomicLong());
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
            String digest = Digests.name(sha256);
            Answer end = client.send(StreamingClient.finish(RegistryClient.location(answer), digest)
                    .body(new byte[0]));
            assertThat(end.status()).as("%s", end).isEqualTo(201);
            return digest;
        } catch (IOException e) {
            throw new AssertionError("push to " + repository, e);
        }
    }

    private static void pull(StreamingClient client, String repository, String digest) {
        MessageDigest sha256 = Digests.sha256();
        try {
            Answer answer = client.blob(repository, digest, Digests.into(sha256));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Digests.name(sha256)).isEqualTo(digest);
        } catch (IOException e) {
            throw new AssertionError("pull from " + repository, e);
        }
    }
}

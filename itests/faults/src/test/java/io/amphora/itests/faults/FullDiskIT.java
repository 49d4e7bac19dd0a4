package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk below the store is full for a while. */
@Tag("ci")
@Tag("faults")
final class FullDiskIT {

    private static final int MIB = 1024 * 1024;
    private static final int DISK_MIB = 160;
    private static final int FREE_MIB = 24;
    private static final long TOO_MUCH = 64L * MIB;
    private static final String REPOSITORY = "full/disk";
    /** One line for each refused request is fair; a stack trace for each is not. */
    private static final int MOST_TROUBLE_LINES = 40;

    private final Random random = new Random();

    @Test
    void pushesAreRefusedAndPullsGoOnUntilThereIsSpaceAgain() throws Exception {
        Path folder = Folders.empty("full");
        try (LoopDisk disk = new LoopDisk(folder)) {
            Path mount = disk.ext4("small", DISK_MIB);
            try (Registry registry = Registry.over(folder.resolve("server"), mount.resolve("store"))) {
                check(registry, mount);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void check(Registry registry, Path mount) throws IOException {
        StreamingClient client = registry.client();
        RegistryClient plain = new RegistryClient(registry.server().port());
        TestImage image = TestImage.oci(Content.fresh(8 * MIB));
        assertThat(image.push(plain, REPOSITORY, "kept").status()).isEqualTo(201);
        Path filler = fill(mount);
        long free = free(mount);
        AtomicBoolean full = new AtomicBoolean(true);
        CompletableFuture<Integer> pulls = CompletableFuture.supplyAsync(() -> pullWhile(full, client, image));

        refuseAndFree(client);
        assertThat(free(mount)).as("bytes that are free again").isGreaterThan(free - 2 * MIB);
        Draft draft = new Draft(random::nextLong);
        String interrupted = client.begin(REPOSITORY);
        assertClean(client.send(StreamingClient.patch(interrupted), -1, body(draft), new AtomicLong()));
        assertThat(plain.get("/v2/").status()).isEqualTo(200);
        full.set(false);
        assertThat(pulls.join()).as("pulls while it was full").isPositive();

        Files.delete(filler);
        goOn(client, interrupted, draft);
        assertThat(image.push(plain, REPOSITORY, "again").status()).isEqualTo(201);
        assertThat(registry.server().log().troublesSince(0).size())
                .as("lines of errors and stack traces")
                .isLessThan(MOST_TROUBLE_LINES);
    }

    /** Pushes more than there is room for, in every way, and cancels each time. */
    private void refuseAndFree(StreamingClient client) throws IOException {
        for (int i = 0; i < 3; i++) {
            Draft draft = new Draft(random::nextLong);
            String patched = client.begin(REPOSITORY);
            assertClean(client.send(StreamingClient.patch(patched), -1, body(draft), new AtomicLong()));
            assertThat(client.send(Request.of("DELETE", patched)).status()).isEqualTo(204);
            String put = client.begin(REPOSITORY);
            assertClean(client.send(
                    StreamingClient.finish(put, draft.digest(TOO_MUCH)), TOO_MUCH, body(draft), new AtomicLong()));
            assertThat(client.send(Request.of("DELETE", put)).status()).isIn(204, 404);
        }
    }

    /** Ends an upload that met the full disk, where the registry says. */
    private static void goOn(StreamingClient client, String location, Draft draft) throws IOException {
        Answer status = client.status(location);
        assertThat(status.status()).as("%s", status).isEqualTo(204);
        long received = StreamingClient.received(status);
        Body rest = out -> draft.write(received, TOO_MUCH, out);
        Answer end = client.send(
                StreamingClient.finish(RegistryClient.location(status), draft.digest(TOO_MUCH)),
                TOO_MUCH - received,
                rest,
                new AtomicLong());
        assertThat(end.status()).as("%s", end).isEqualTo(201);
    }

    private static Body body(Draft draft) {
        return out -> draft.write(0, TOO_MUCH, out);
    }

    private static void assertClean(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isIn(500, 503, 507);
        assertThat(answer.errorCodes()).isNotEmpty();
    }

    private static int pullWhile(AtomicBoolean wanted, StreamingClient client, TestImage image) {
        int pulls = 0;
        String digest = Content.digest(image.layers().get(0));
        while (wanted.get()) {
            MessageDigest pulled = Digests.sha256();
            try {
                assertThat(client.blob(REPOSITORY, digest, Digests.into(pulled)).status())
                        .isEqualTo(200);
            } catch (IOException e) {
                throw new AssertionError("a pull while the disk was full", e);
            }
            assertThat(Digests.name(pulled)).isEqualTo(digest);
            pulls++;
        }
        return pulls;
    }

    private static Path fill(Path mount) throws IOException {
        Path filler = mount.resolve("filler");
        Tools.FILL.run("-l", (free(mount) - (long) FREE_MIB * MIB), filler);
        return filler;
    }

    private static long free(Path mount) throws IOException {
        return Files.getFileStore(mount).getUsableSpace();
    }
}

package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The registry is killed at random instants while clients push. */
@Tag("ci")
@Tag("faults")
final class KillIT {

    private static final int MIB = 1024 * 1024;
    /** After so many kills the store is checked from its directory, and the next one begins empty. */
    private static final int KILLS_PER_STORE = 20;

    /** Every so many-th life is a long one. */
    private static final int LONG_LIFE = 4;
    /** When so much was sent, 64 MiB of it are safe: the rest may still be on its way between the two processes. */
    private static final long CHECKPOINTED = 110L * MIB;

    private static final int LONGEST_LIFE_MILLIS = 2500;

    private final Random random = new Random();

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        int kills = Form.current().kills();
        for (int round = 0; round < kills / KILLS_PER_STORE; round++) {
            Figures.add("kills " + (round + 1) * KILLS_PER_STORE, round());
        }
    }

    private String round() throws Exception {
        Path folder = Folders.empty("kill");
        Path store = folder.resolve("store");
        try (Registry registry = Registry.over(folder, store)) {
            Scene scene = new Scene(registry.client());
            ServedCheck served = new ServedCheck(registry.client());
            LayerPusher stream =
                    new LayerPusher(scene, "kill/stream", Shape.stream(160 * MIB, 220 * MIB), random.nextLong());
            try (Load load = new Load(scene, pushers(scene, stream))) {
                for (int kill = 0; kill < KILLS_PER_STORE; kill++) {
                    live(load, stream, kill);
                    scene.turnstile().close();
                    registry.kill();
                    load.awaitNotice();
                    registry.start();
                    assertThat(served.check(scene.ledger().state())).isEmpty();
                    scene.turnstile().open();
                }
                load.finish();
            }
            Ledger.State known = scene.ledger().state();
            assertThat(served.check(known)).isEmpty();
            registry.stop();
            assertThat(StoreCheck.check(store, known)).isEmpty();
            assertThat(scene.counts()).as("what a kill must have met").containsKeys("uploads resumed", "PUT repeated");
            assertThat(scene.counted("bytes kept by a checkpoint")).isPositive();
            return known.acknowledged() + " items acknowledged; " + scene.counts();
        } finally {
            Folders.delete(folder);
        }
    }

    /** Most lives end at any time; some when a long request has left a checkpoint behind. */
    private void live(Load load, LayerPusher stream, int kill) throws Exception {
        if (kill % LONG_LIFE == 0) {
            long sent = CHECKPOINTED + random.nextInt(40 * MIB);
            load.runUntil(() -> stream.sent() > sent);
        } else {
            load.runFor(Duration.ofMillis(50 + random.nextInt(LONGEST_LIFE_MILLIS)));
        }
    }

    private List<Pusher> pushers(Scene scene, LayerPusher stream) {
        return List.of(
                stream,
                new LayerPusher(scene, "kill/chunks", Shape.chunks(6, 4 * MIB), random.nextLong()),
                new LayerPusher(scene, "kill/whole", Shape.whole(12 * MIB), random.nextLong()),
                new LayerPusher(scene, "kill/small", Shape.whole(32 * 1024), random.nextLong()),
                new ManifestPusher(scene, "kill/images", random.nextLong()));
    }
}

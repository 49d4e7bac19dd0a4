package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.faults.Ledger.State;
import io.amphora.itests.faults.Ledger.TagName;
import io.amphora.itests.faults.Ledger.TagNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut at random instants while clients push: the device below the store is copied as it is, and what a
 * machine would find on it after its next start is checked for every item that was acknowledged before.
 */
@Tag("ci")
@Tag("faults")
final class PowerCutIT {

    private static final int MIB = 1024 * 1024;
    private static final int DISK_MIB = 6 * 1024;
    private static final String DISK = "disk";

    private final Random random = new Random();

    /** A copy of the device between two looks at the ledger. */
    private record Cut(Path image, State before, State after) {

        /** What was acknowledged before; a tag may already name what was pushed during the copy. */
        State possible() {
            Map<TagName, TagNames> tags = new HashMap<>();
            after.tags()
                    .forEach((name, later) -> tags.put(
                            name,
                            before.tags().getOrDefault(name, TagNames.NONE).until(later)));
            return new State(before.held(), before.doubtful(), tags, before.uploads());
        }
    }

    private record Outcome(List<String> faults, String figures) {}

    @Test
    void whatWasAcknowledgedOutlivesEveryPowerCut() throws Exception {
        Outcome outcome = run(Map.of());

        Figures.add("power cuts", outcome.figures());
        assertThat(outcome.faults()).isEmpty();
    }

    /** If this passed although nothing is ever written durably, the other test would show nothing. */
    @Test
    void withoutDurableWritesSomethingIsLost() throws Exception {
        Tools.EATMYDATA.run("true");

        Outcome outcome = run(Map.of("LD_PRELOAD", "libeatmydata.so"));

        Figures.add("power cuts under eatmydata", outcome.faults().size() + " faults; " + outcome.figures());
        assertThat(outcome.faults()).anyMatch(fault -> fault.startsWith("lost: "));
    }

    private Outcome run(Map<String, String> environment) throws Exception {
        Path folder = Folders.empty("power");
        List<String> faults = new ArrayList<>();
        int checked = 0;
        try (LoopDisk disk = new LoopDisk(folder)) {
            Path store = disk.ext4OnReflinks(DISK, DISK_MIB).resolve("store");
            List<Cut> cuts;
            try (Registry registry = Registry.over(folder, store, environment)) {
                cuts = cuts(disk, registry);
            }
            for (Cut cut : cuts) {
                faults.addAll(found(disk, cut, folder));
                checked += cut.before().acknowledged();
            }
            return new Outcome(faults, cuts.size() + " cuts, " + checked + " acknowledged items looked for");
        } finally {
            Folders.delete(folder);
        }
    }

    private List<Cut> cuts(LoopDisk disk, Registry registry) throws Exception {
        Scene scene = new Scene(registry.client());
        List<Cut> cuts = new ArrayList<>();
        try (Load load = new Load(scene, pushers(scene))) {
            for (int number = 0; number < Form.current().snapshots(); number++) {
                load.runFor(Duration.ofMillis(1000 + random.nextInt(2000)));
                State before = scene.ledger().state();
                Path image = disk.snapshot(DISK, number);
                cuts.add(new Cut(image, before, scene.ledger().state()));
            }
            load.finish();
        }
        return cuts;
    }

    private List<String> found(LoopDisk disk, Cut cut, Path folder) throws IOException {
        Path store = disk.mount(cut.image(), "after", "loop").resolve("store");
        try {
            List<String> faults = new ArrayList<>(StoreCheck.check(store, cut.possible()));
            if (faults.isEmpty()) {
                try (Registry registry = Registry.over(folder, store)) {
                    faults.addAll(new ResumeCheck(registry.client()).check(cut.before(), cut.after()));
                }
            }
            return faults;
        } finally {
            disk.unmountLast();
            Files.delete(cut.image());
        }
    }

    private List<Pusher> pushers(Scene scene) {
        return List.of(
                new LayerPusher(scene, "power/stream", Shape.stream(66 * MIB, 80 * MIB), random.nextLong()),
                new LayerPusher(scene, "power/chunks", Shape.chunks(12, MIB), random.nextLong()),
                new LayerPusher(scene, "power/whole", Shape.whole(2 * MIB), random.nextLong()),
                new LayerPusher(scene, "power/small", Shape.whole(16 * 1024), random.nextLong()),
                new ManifestPusher(scene, "power/images", random.nextLong()));
    }
}

package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes over one directory. The first is stopped at a random instant around the end of a request; a client asks
 * the second to go on at the same place, with other bytes; then the first goes on, or dies. One of the two wins, the
 * layer is the winner's, and nothing acknowledged is lost.
 */
@Tag("ci")
@Tag("faults")
final class RaceIT {

    /** Of so many races one ends with the death of the process that was stopped. */
    private static final int DEATHS = 4;

    private static Path folder;
    private static Pair pair;

    private final Random random = new Random();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @BeforeAll
    static void start() throws IOException {
        folder = Folders.empty("race");
        pair = Pair.in(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        pair.close();
        Folders.delete(folder);
    }

    @Test
    void oneRequestWinsAndTheLayerIsItsOwn() throws Exception {
        for (int race = 0; race < Form.current().races(); race++) {
            try (Duel duel = Duel.of(pair, random)) {
                count(duel.patches(race % DEATHS == 0));
            }
        }

        Figures.add("races of two PATCH requests", outcomes);
        assertThat(StoreCheck.check(folder.resolve("store"), new Ledger().state()))
                .isEmpty();
    }

    @Test
    void eitherTheEndWinsOrTheCancellation() throws Exception {
        for (int race = 0; race < Form.current().races() / 2; race++) {
            try (Duel duel = Duel.of(pair, random)) {
                count(duel.finishAgainstCancel());
            }
        }

        Figures.add("races of PUT and DELETE", outcomes);
        assertThat(StoreCheck.check(folder.resolve("store"), new Ledger().state()))
                .isEmpty();
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }
}

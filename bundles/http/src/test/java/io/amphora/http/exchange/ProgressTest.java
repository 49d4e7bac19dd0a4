package io.amphora.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long LATE = 1_000_000_000_000L;

    @Test
    void whoIsLookedAtForTheFirstTimeHasNotStalled() {
        for (long bytes = -2; bytes <= 2; bytes++) {
            Progress progress = new Progress();
            long moved = bytes;
            progress.of(() -> moved);
            progress.clientsTurn();

            assertThat(progress.stalled(LATE)).isZero();
            assertThat(progress.stalled(LATE + 5)).isEqualTo(5);
        }
    }
}

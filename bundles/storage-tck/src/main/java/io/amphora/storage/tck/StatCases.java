package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What stat says. */
abstract class StatCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    StatCases(StoreSource source) {
        super(source);
    }

    @Test
    void rootIsADirectory() throws IOException {
        assertThat(driver().stat(StoragePath.ROOT).directory()).isTrue();
        assertThat(driver().stat(StoragePath.ROOT).size()).isZero();
    }

    @Test
    void missingPathIsNotFound() throws IOException {
        driver().put(path("/dir/contents/below"), Bytes.ascii("x"));

        for (String text : new String[] {"/dir/content", "/dir/conten", "/missing/dir", "/dir/contents/below/x"}) {
            assertThatExceptionOfType(PathNotFoundException.class)
                    .isThrownBy(() -> driver().stat(path(text)))
                    .satisfies(e -> assertThat(e.path()).isEqualTo(path(text)));
        }
    }

    @Test
    void contentHasASize() throws IOException {
        driver().put(PATH, Bytes.random(1, 4096));

        Stat stat = driver().stat(PATH);

        assertThat(stat.directory()).isFalse();
        assertThat(stat.size()).isEqualTo(4096);
    }

    @Test
    void directoryHasNone() throws IOException {
        driver().put(PATH, Bytes.random(1, 4096));

        Stat stat = driver().stat(path("/dir"));

        assertThat(stat.directory()).isTrue();
        assertThat(stat.size()).isZero();
    }

    @Test
    void timeMovesOnWhenContentIsReplaced() throws IOException {
        driver().put(PATH, Bytes.random(1, 4096));
        Instant first = driver().stat(PATH).modified();
        Instant deadline = Instant.now().plus(PATIENCE);

        Instant later = first;
        while (!later.isAfter(first) && Instant.now().isBefore(deadline)) {
            driver().put(PATH, Bytes.random(2, 2048));
            later = driver().stat(PATH).modified();
        }

        assertThat(later).isAfter(first);
        assertThat(Duration.between(first, Instant.now()).abs())
                .as("distance between the store's clock and this one")
                .isLessThan(Duration.ofDays(1));
    }
}

package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Moves. */
abstract class MoveCases extends ContractCase {

    private static final StoragePath FROM = StoragePath.parse("/from/dir/content");
    private static final StoragePath TO = StoragePath.parse("/to/another/name");

    MoveCases(StoreSource source) {
        super(source);
    }

    @Test
    void movesContent() throws IOException {
        driver().put(FROM, Bytes.random(1, 32));

        driver().move(FROM, TO);

        assertThat(driver().get(TO, 32)).isEqualTo(Bytes.random(1, 32));
        assertMissing(FROM);
    }

    @Test
    void replacesItsTarget() throws IOException {
        driver().put(FROM, Bytes.random(1, 32));
        driver().put(TO, Bytes.random(2, 64));

        try (StorageReader reader = driver().read(TO, 0)) {
            driver().move(FROM, TO);
            expectOld(reader);
        }

        assertThat(driver().get(TO, 64)).isEqualTo(Bytes.random(1, 32));
        assertMissing(FROM);
    }

    @Test
    void missingSourceLeavesTheTarget() throws IOException {
        driver().put(TO, Bytes.random(2, 64));

        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().move(FROM, TO))
                .satisfies(e -> assertThat(e.path()).isEqualTo(FROM));

        assertThat(driver().get(TO, 64)).isEqualTo(Bytes.random(2, 64));
    }

    @Test
    void directoryIsNoSource() throws IOException {
        driver().put(FROM, Bytes.random(1, 32));

        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().move(path("/from/dir"), TO));

        assertThat(driver().get(FROM, 32)).isEqualTo(Bytes.random(1, 32));
    }

    @Test
    void moveOntoItselfChangesNothing() throws IOException {
        driver().put(FROM, Bytes.random(1, 32));
        Stat before = driver().stat(FROM);

        driver().move(FROM, FROM);

        assertThat(driver().stat(FROM)).isEqualTo(before);
        assertThat(driver().get(FROM, 32)).isEqualTo(Bytes.random(1, 32));
        assertThat(driver().list(path("/from/dir"), "", 9).names()).containsExactly("content");
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().move(TO, TO))
                .satisfies(e -> assertThat(e.path()).isEqualTo(TO));
    }

    /** That the name survives a power cut is for the driver's own tests. */
    @Test
    void moveOntoItselfTakesWhatAnotherInstancePutThere() throws IOException {
        StorageDriver other = open();
        commit(FROM, Bytes.random(1, 32));

        other.move(FROM, FROM);

        restart();
        assertThat(driver().get(FROM, 32)).isEqualTo(Bytes.random(1, 32));
    }

    @Test
    void targetBelowAContentIsKeptOrRefused() throws IOException {
        driver().put(FROM, Bytes.random(1, 32));
        driver().put(path("/file"), Bytes.ascii("file"));

        StoragePath below = path("/file/below");
        StoragePath where = below;
        try {
            driver().move(FROM, below);
        } catch (StorageException refused) {
            where = FROM;
        }

        assertThat(driver().get(where, 32)).isEqualTo(Bytes.random(1, 32));
        assertThat(driver().get(path("/file"), 10)).isEqualTo(Bytes.ascii("file"));
    }

    private static void expectOld(StorageReader reader) throws IOException {
        byte[] seen;
        try {
            seen = Bytes.drain(reader);
        } catch (StorageException allowed) {
            return;
        }
        assertThat(seen).isEqualTo(Bytes.random(2, 64));
    }

    private void assertMissing(StoragePath path) {
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(path));
    }
}

package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing is read back to compute a digest: Linux counts what a process reads. */
@Tag("ci")
@Tag("faults")
final class ReadBackIT {

    private static final int MIB = 1024 * 1024;
    private static final long LAYER = 200L * MIB;
    /** Classes, records, links, and what else a process reads. */
    private static final long OTHER = 32L * MIB;

    private static Path folder;
    private static Pair pair;

    @BeforeAll
    static void start() throws IOException {
        folder = Folders.empty("readback");
        pair = Pair.in(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        pair.close();
        Folders.delete(folder);
    }

    @Test
    void pushReadsTheBodyAndNothingElse() throws IOException {
        long before = read(pair.first());

        Answer answer = push(pair.first(), pair.first());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(read(pair.first()) - before)
                .as("sockets are counted, so that this would see more")
                .isGreaterThanOrEqualTo(LAYER)
                .isLessThan(LAYER + OTHER);
    }

    @Test
    void putThatLandsOnAnotherProcessReadsNoneOfTheLayer() throws IOException {
        long before = read(pair.second());

        Answer answer = push(pair.first(), pair.second());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(read(pair.second()) - before).isLessThan(OTHER);
    }

    private static Answer push(Registry patched, Registry put) throws IOException {
        Draft draft = new Draft(new Random()::nextLong);
        String location = patched.client().begin("readback/layers");
        Answer answer = patched.client()
                .send(StreamingClient.patch(location), -1, out -> draft.write(0, LAYER, out), new AtomicLong());
        assertThat(answer.status()).isEqualTo(202);
        return put.client()
                .send(StreamingClient.finish(RegistryClient.location(answer), draft.digest(LAYER))
                        .body(new byte[0]));
    }

    private static long read(Registry registry) throws IOException {
        return new ProcessFigures(registry.server().process().pid()).bytesRead();
    }
}

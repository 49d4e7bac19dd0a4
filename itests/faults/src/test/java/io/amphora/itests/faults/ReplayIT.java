package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client sends some bytes and is cut off, sends others from the same place and is cut off, and goes on with those of the
 * first try where the registry says. Whatever it claims then, a layer never has other bytes than its digest says. Cuts lie
 * around checkpoints, which come every 64 MiB; the two tries go to one process or to two.
 */
@Tag("ci")
@Tag("faults")
final class ReplayIT {

    private static final long MIB = 1024 * 1024;
    private static final String REPOSITORY = "replay/layers";
    private static final long REST = 3 * MIB;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Path folder;
    private static Pair pair;

    private final Draft first = new Draft(new Random()::nextLong);
    private final Draft second = new Draft(new Random()::nextLong);

    @BeforeAll
    static void start() throws IOException {
        folder = Folders.empty("replay");
        pair = Pair.in(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        pair.close();
        Folders.delete(folder);
    }

    @ParameterizedTest(name = "{0} MiB, then {1} MiB of others, two processes: {2}")
    @CsvSource({"129, 127, false", "129, 127, true", "65, 63, false", "65, 66, true", "10, 70, true", "70, 10, false"})
    void firstTryNeverLendsItsDigestToTheSecond(long firstMiB, long secondMiB, boolean two) throws IOException {
        String location = tryTwice(firstMiB * MIB, secondMiB * MIB, two);

        Answer end = finish(location, first.digest(secondMiB * MIB + REST));

        assertThat(end.status()).as("%s", end).isEqualTo(400);
        assertThat(end.errorCodes()).containsExactly("DIGEST_INVALID");
    }

    @ParameterizedTest(name = "{0} MiB, then {1} MiB of others, two processes: {2}")
    @CsvSource({"129, 127, false", "129, 127, true", "65, 66, true", "10, 70, false"})
    void secondTryEndsWell(long firstMiB, long secondMiB, boolean two) throws IOException {
        String location = tryTwice(firstMiB * MIB, secondMiB * MIB, two);
        String digest = second.digest(secondMiB * MIB + REST);

        Answer end = finish(location, digest);

        assertThat(end.status()).as("%s", end).isEqualTo(201);
        MessageDigest pulled = Digests.sha256();
        pair.second().client().blob(REPOSITORY, digest, Digests.into(pulled));
        assertThat(Digests.name(pulled)).isEqualTo(digest);
    }

    /** Both tries and the rest; gives where the upload ends. */
    private String tryTwice(long firstBytes, long secondBytes, boolean two) throws IOException {
        StreamingClient one = pair.first().client();
        StreamingClient other = (two ? pair.second() : pair.first()).client();
        String begun = one.begin(REPOSITORY);
        leave(one, begun, first, firstBytes);
        leave(other, begun, second, secondBytes);

        String kept = awaitReceived(one, begun, secondBytes);
        second.goOnAs(first, secondBytes);
        Body rest = out -> second.write(secondBytes, secondBytes + REST, out);
        Answer answer = one.send(StreamingClient.patch(kept), REST, rest, new AtomicLong());
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(StreamingClient.received(answer)).isEqualTo(secondBytes + REST);
        return RegistryClient.location(answer);
    }

    /** Announces one byte more than it sends, and ends. */
    private static void leave(StreamingClient client, String location, Draft draft, long bytes) throws IOException {
        try (Connection connection = client.connect()) {
            BodyOutput out = new BodyOutput(connection, bytes + 1, new AtomicLong());
            connection.send(out.announced(StreamingClient.patch(location)).head());
            draft.write(0, bytes, out);
            connection.finishOutput().endsWithin(LIMIT);
        }
    }

    /** What was received before a cut is kept; the registry may need a moment to notice. */
    private static String awaitReceived(StreamingClient client, String location, long bytes) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Answer status = client.status(location);
        while (StreamingClient.received(status) != bytes && System.nanoTime() < deadline) {
            status = client.status(location);
        }
        assertThat(StreamingClient.received(status)).isEqualTo(bytes);
        return RegistryClient.location(status);
    }

    private static Answer finish(String location, String digest) throws IOException {
        return pair.second()
                .client()
                .send(StreamingClient.finish(location, digest).body(new byte[0]));
    }
}

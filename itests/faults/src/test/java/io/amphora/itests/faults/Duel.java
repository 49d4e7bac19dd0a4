package io.amphora.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One upload over which two processes fight; the first of them is stopped in the middle of its request. */
final class Duel implements AutoCloseable {

    private static final int MIB = 1024 * 1024;
    private static final String REPOSITORY = "race/layers";
    /** What is sent at last, after which the first process is stopped within {@link #WINDOW_NANOS}. */
    private static final int LAST = 128 * 1024;

    private static final int WINDOW_NANOS = 60_000_000;

    private final Pair pair;
    private final Random random;
    private final Draft first;
    private final Draft second;
    private final long start;
    private final String location;
    private boolean frozen;

    private Duel(Pair pair, Random random) throws IOException {
        this.pair = pair;
        this.random = random;
        StreamingClient client = pair.second().client();
        first = new Draft(random::nextLong);
        start = 1 + random.nextInt(2 * MIB);
        Answer answer = client.send(
                StreamingClient.patch(client.begin(REPOSITORY)),
                start,
                out -> first.write(0, start, out),
                new AtomicLong());
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        location = RegistryClient.location(answer);
        first.fix(start);
        second = first.copy();
        second.replaceRest();
    }

    static Duel of(Pair pair, Random random) throws IOException {
        return new Duel(pair, random);
    }

    /**
     * Both send a PATCH to the same place.
     *
     * @param death whether the stopped process is killed, and started again
     * @return what came of it, in a word or two
     */
    String patches(boolean death) throws IOException {
        long firstEnd = start + 2 * MIB + random.nextInt(2 * MIB);
        long secondEnd = firstEnd + 1 + random.nextInt(MIB);
        try (Connection connection = pair.first().client().connect()) {
            sendAndFreeze(connection, StreamingClient.patch(location), first, firstEnd);
            Answer other = patch(second, start, secondEnd, location);
            assertThat(other.status()).as("%s", other).isIn(202, 416);
            int status = death ? die() : goOn(connection, "PATCH");
            Answer now = pair.second().client().status(location);
            assertThat(now.status()).as("%s", now).isEqualTo(204);
            long received = StreamingClient.received(now);
            if (other.status() == 202) {
                assertThat(status).isNotEqualTo(202);
                assertThat(received).isEqualTo(secondEnd);
                assertEndsWell(second, secondEnd, RegistryClient.location(now));
                return "second won";
            }
            boolean recorded = StreamingClient.received(other) == firstEnd;
            assertThat(received).isBetween(recorded || !death ? firstEnd : start, firstEnd);
            assertThat(status).as("the other was refused").isEqualTo(death ? 0 : 202);
            first.fix(received);
            first.replaceRest();
            Answer more = patch(first, received, firstEnd + MIB, RegistryClient.location(now));
            assertThat(more.status()).as("%s", more).isEqualTo(202);
            assertEndsWell(first, firstEnd + MIB, RegistryClient.location(more));
            return "first " + (recorded ? "had won" : death ? "died" : "won");
        }
    }

    /** The first ends the upload, the second cancels it. */
    String finishAgainstCancel() throws IOException {
        long end = start + 2 * MIB + random.nextInt(2 * MIB);
        String digest = first.digest(end);
        try (Connection connection = pair.first().client().connect()) {
            sendAndFreeze(connection, StreamingClient.finish(location, digest), first, end);
            Answer cancelled = pair.second().client().send(Request.of("DELETE", location));
            assertThat(cancelled.status()).as("%s", cancelled).isIn(204, 404);
            int status = goOn(connection, "PUT");
            MessageDigest pulled = Digests.sha256();
            Answer blob = pair.second().client().blob(REPOSITORY, digest, Digests.into(pulled));
            if (cancelled.status() == 404) {
                assertThat(status).as("the end came first").isEqualTo(201);
                assertThat(Digests.name(pulled)).isEqualTo(digest);
                return "ended";
            }
            assertThat(status).as("the cancellation came first").isIn(404, 416);
            assertThat(blob.status()).isEqualTo(404);
            return "cancelled";
        }
    }

    private void sendAndFreeze(Connection connection, Request request, Draft draft, long end) throws IOException {
        BodyOutput out = new BodyOutput(connection, end - start, new AtomicLong());
        connection.send(out.announced(request).head());
        draft.write(start, end - LAST, out);
        boolean early = random.nextInt(4) == 0;
        if (!early) {
            draft.write(end - LAST, end, out);
        }
        LockSupport.parkNanos(random.nextInt(WINDOW_NANOS)); // the instant is to be a random one
        pair.first().freeze();
        frozen = true;
        if (early) {
            draft.write(end - LAST, end, out);
        }
    }

    private int goOn(Connection connection, String method) throws IOException {
        pair.first().thaw();
        frozen = false;
        return connection.receive(method).status();
    }

    private int die() throws IOException {
        pair.first().kill();
        pair.first().start();
        frozen = false;
        return 0;
    }

    private Answer patch(Draft draft, long from, long to, String where) throws IOException {
        return pair.second()
                .client()
                .send(StreamingClient.patch(where), to - from, out -> draft.write(from, to, out), new AtomicLong());
    }

    private void assertEndsWell(Draft draft, long end, String where) throws IOException {
        String digest = draft.digest(end);
        Answer answer = pair.second()
                .client()
                .send(StreamingClient.finish(where, digest).body(new byte[0]));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        MessageDigest pulled = Digests.sha256();
        pair.first().client().blob(REPOSITORY, digest, Digests.into(pulled));
        assertThat(Digests.name(pulled)).isEqualTo(digest);
    }

    @Override
    public void close() throws IOException {
        if (frozen) {
            pair.first().thaw();
        }
    }
}

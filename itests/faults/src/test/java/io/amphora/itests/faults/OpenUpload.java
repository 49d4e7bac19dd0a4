package io.amphora.itests.faults;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.faults.Item.Upload;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** An upload as its client knows it: where it goes on, with which bytes, and what was sent there in vain. */
final class OpenUpload {

    private static final int MIB = 1024 * 1024;
    /** A checkpoint every 64 MiB, and what was still on its way between the two processes. */
    private static final long MOST_SENT_AGAIN = 64L * MIB + 40 * MIB;
    /** Less than what a checkpoint needs. */
    private static final long FALSE_START = 40L * MIB;

    private static final Duration CUT = Duration.ofSeconds(20);

    private final Scene scene;
    private final String repository;
    private final int number;
    private final Random random;
    /** The bytes of false starts at the acknowledged offset, each by a length of its own. */
    private final Map<Long, Draft> falseStarts = new HashMap<>();

    private Draft draft;
    private String location;

    OpenUpload(Scene scene, String repository, int number, Random random) {
        this.scene = scene;
        this.repository = repository;
        this.number = number;
        this.random = random;
        this.draft = new Draft(random::nextLong);
    }

    Draft draft() {
        return draft;
    }

    String location() {
        return location;
    }

    /** Begins it, as soon as the registry is there. */
    void begin() throws InterruptedException {
        while (location == null) {
            try {
                location = scene.client().begin(repository);
                scene.ledger().acknowledged(new Upload(repository, number, location, 0, draft.copy()));
            } catch (IOException e) {
                scene.turnstile().pass();
            }
        }
    }

    /** The registry has the bytes before the offset. */
    void goOn(long offset, Answer answer) {
        draft.fix(offset);
        location = RegistryClient.location(answer);
        scene.ledger().acknowledged(new Upload(repository, number, location, offset, draft.copy()));
    }

    /** Whether the registry may refuse a request because one that was left still runs. */
    boolean mayBeBusy() {
        return !falseStarts.isEmpty();
    }

    /**
     * Finds out where to go on after a request that got no answer, and with which bytes; perhaps begins again in vain
     * before that.
     *
     * @param sent how many bytes it sent
     * @param end where it was to end
     */
    void recover(long sent, long end) throws InterruptedException {
        Draft cut = draft.copy();
        if (end - draft.fixed() > FALSE_START + MIB) {
            scene.count("long requests cut", 1);
            if (scene.counted("long requests cut") % 2 == 0) {
                startFalsely(FALSE_START + falseStarts.size());
            }
        }
        while (true) {
            try {
                Answer answer = scene.client().status(location);
                expect(answer.status() == 204, "status of an open upload", answer);
                long more = StreamingClient.received(answer) - draft.fixed();
                expect(more >= 0 && more <= end - draft.fixed(), "status, not between 0 and what was sent", answer);
                if (falseStarts.isEmpty()) {
                    expect(sent - more <= MOST_SENT_AGAIN, sent + " bytes sent, only " + more + " kept", answer);
                    scene.count("bytes sent again", Math.max(0, sent - more));
                    scene.count("bytes kept by a checkpoint", more);
                }
                resume(falseStarts.getOrDefault(more, cut), more, answer);
                return;
            } catch (IOException e) {
                scene.turnstile().pass();
            }
        }
    }

    private void resume(Draft kept, long more, Answer answer) {
        draft = kept;
        goOn(draft.fixed() + more, answer);
        draft.replaceRest();
        if (more > 0) {
            falseStarts.clear();
        }
        scene.count("uploads resumed", 1);
    }

    /** Sends other bytes from the acknowledged offset, one fewer than announced, and waits until the registry gives up. */
    private void startFalsely(long bytes) throws InterruptedException {
        long from = draft.fixed();
        draft.replaceRest();
        falseStarts.put(bytes, draft.copy());
        try (Connection connection = scene.client().connect()) {
            BodyOutput out = new BodyOutput(connection, bytes + 1, new AtomicLong());
            connection.send(out.announced(StreamingClient.patch(location)).head());
            draft.write(from, from + bytes, out);
            connection.finishOutput().endsWithin(CUT);
            scene.count("false starts", 1);
        } catch (IOException e) {
            scene.turnstile().pass(); // refused, since the request before was whole; or killed
        }
    }

    void expect(boolean right, String what, Answer answer) {
        if (!right) {
            throw new AssertionError(repository + ", upload at " + location + ", " + what + ": " + answer);
        }
    }
}

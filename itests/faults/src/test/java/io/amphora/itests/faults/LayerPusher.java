package io.amphora.itests.faults;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.faults.Item.Blob;
import io.amphora.itests.faults.Item.Upload;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pushes layers, each by a number of PATCH requests and a PUT. When the registry goes away it asks how far the upload is,
 * and goes on there with bytes other than those it sent before; or it first begins again where the registry last
 * acknowledged, leaves that too, and then asks.
 */
final class LayerPusher implements Pusher {

    private static final int MIB = 1024 * 1024;
    /** A checkpoint every 64 MiB, and what was still on its way between the two processes. */
    private static final long MOST_SENT_AGAIN = 64L * MIB + 40 * MIB;
    /** So much that the registry has read of it for sure; less than what a checkpoint needs. */
    private static final int FALSE_START = 40 * MIB;

    private static final int MOST_REFUSALS = 5;
    private static final Set<Integer> REFUSED = Set.of(400, 404, 416);

    private final Scene scene;
    private final String repository;
    private final Shape shape;
    private final Random random;

    private Draft draft;
    private String location;
    private int begun;
    /** Whether a request that was left may still run in the registry, with the draft's own bytes. */
    private boolean ghost;

    LayerPusher(Scene scene, String repository, Shape shape, long seed) {
        this.scene = scene;
        this.repository = repository;
        this.shape = shape;
        this.random = new Random(seed);
    }

    @Override
    public void push() throws InterruptedException {
        layer();
    }

    /** Pushes a layer and gives what it became. */
    Blob layer() throws InterruptedException {
        while (true) {
            draft = new Draft(random::nextLong);
            ghost = false;
            begun++;
            location = begin();
            scene.ledger().acknowledged(new Upload(repository, begun, location, 0, draft.copy()));
            for (int piece = 0; piece < shape.patches(); piece++) {
                patchTo(draft.fixed() + shape.piece(random));
            }
            long size = draft.fixed() + shape.tail(random);
            String digest = finish(size);
            scene.ledger().ended(repository);
            if (digest != null) {
                scene.count("layers", 1);
                return new Blob(repository, digest, size);
            }
            scene.count("uploads begun again", 1);
        }
    }

    private String begin() throws InterruptedException {
        while (true) {
            try {
                return scene.client().begin(repository);
            } catch (IOException e) {
                scene.turnstile().pass();
            }
        }
    }

    private void patchTo(long end) throws InterruptedException {
        int refusals = 0;
        while (draft.fixed() < end) {
            long from = draft.fixed();
            AtomicLong sent = new AtomicLong();
            try {
                Answer answer = scene.client()
                        .send(
                                patch(from, end),
                                shape.announced() ? end - from : -1,
                                out -> draft.write(from, end, out),
                                sent);
                if (answer.status() == 416 && ghost && refusals++ < MOST_REFUSALS) {
                    goOn(StreamingClient.received(answer), answer);
                    continue;
                }
                expect(
                        answer.status() == 202 && StreamingClient.received(answer) == end,
                        "PATCH " + from + ".." + end,
                        answer);
                goOn(end, answer);
                ghost = false;
            } catch (IOException e) {
                scene.count("requests cut", 1);
                scene.turnstile().pass();
                recover(sent.get(), end);
            }
        }
    }

    private Request patch(long from, long end) {
        return shape.ranged() ? StreamingClient.patch(location, from, end) : StreamingClient.patch(location);
    }

    /** Where to go on after a request that sent so many bytes from the acknowledged offset and got no answer. */
    private void recover(long sent, long end) throws InterruptedException {
        Draft first = draft.copy();
        long falseStart = end - draft.fixed() > FALSE_START && random.nextBoolean() ? FALSE_START : 0;
        if (falseStart > 0) {
            draft.replaceRest();
            startFalsely(falseStart);
        }
        while (true) {
            try {
                Answer answer = scene.client().status(location);
                expect(answer.status() == 204, "status of an open upload", answer);
                long more = StreamingClient.received(answer) - draft.fixed();
                expect(more >= 0, "status below the acknowledged " + draft.fixed(), answer);
                expect(more <= end - draft.fixed(), "status above what was sent", answer);
                if (more > falseStart) {
                    draft = first; // the first try was recorded, so that the second was refused
                }
                if (falseStart == 0) {
                    expect(sent - more <= MOST_SENT_AGAIN, sent + " bytes sent, only " + more + " kept", answer);
                    scene.count("bytes sent again", Math.max(0, sent - more));
                    scene.count("bytes kept by a checkpoint", more);
                }
                goOn(draft.fixed() + more, answer);
                ghost = falseStart > 0;
                if (!ghost) {
                    draft.replaceRest();
                }
                scene.count("uploads resumed", 1);
                return;
            } catch (IOException e) {
                scene.turnstile().pass();
            }
        }
    }

    private void startFalsely(long bytes) throws InterruptedException {
        long from = draft.fixed();
        try {
            Request request = StreamingClient.patch(location);
            Body body = out -> {
                draft.write(from, from + bytes, out);
                throw new AbandonedException(bytes);
            };
            Answer answer = scene.client().send(request, -1, body, new AtomicLong());
            expect(answer.status() == 416, "a start where another request had been acknowledged", answer);
        } catch (AbandonedException e) {
            scene.count("false starts", 1);
        } catch (IOException e) {
            scene.turnstile().pass();
        }
    }

    private void goOn(long offset, Answer answer) {
        draft.fix(offset);
        location = RegistryClient.location(answer);
        scene.ledger().acknowledged(new Upload(repository, begun, location, offset, draft.copy()));
    }

    /** The digest of the layer; null if the upload had ended with another one. */
    private String finish(long size) throws InterruptedException {
        boolean again = false;
        boolean replaced = false;
        while (true) {
            long from = draft.fixed();
            String digest = draft.digest(size);
            Blob blob = new Blob(repository, digest, size);
            scene.ledger().attempted(blob);
            scene.ledger().ended(repository);
            try {
                Request request = StreamingClient.finish(location, digest);
                Body body = out -> draft.write(from, size, out);
                Answer answer = scene.client().send(request, size - from, body, new AtomicLong());
                if (replaced && REFUSED.contains(answer.status())) {
                    return null;
                }
                expect(answer.status() == 201, (again ? "repeated " : "") + "PUT of " + blob, answer);
                scene.ledger().acknowledged(blob);
                scene.count(again ? "PUT repeated" : "PUT", 1);
                return digest;
            } catch (IOException e) {
                scene.count("requests cut", 1);
                scene.turnstile().pass();
                again = true;
                if (size > from && random.nextBoolean()) {
                    draft.replaceRest();
                    replaced = true;
                }
            }
        }
    }

    private void expect(boolean right, String what, Answer answer) {
        if (!right) {
            throw new AssertionError(repository + ", upload at " + location + ", " + what + ": " + answer);
        }
    }
}

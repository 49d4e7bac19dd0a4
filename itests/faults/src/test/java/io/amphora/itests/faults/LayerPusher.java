package io.amphora.itests.faults;

import io.amphora.itests.faults.Item.Blob;
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

    private static final int MOST_REFUSALS = 5;
    private static final Set<Integer> REFUSED = Set.of(400, 404, 416);

    private final Scene scene;
    private final String repository;
    private final Shape shape;
    private final Random random;

    private int begun;
    private volatile AtomicLong sent = new AtomicLong();

    LayerPusher(Scene scene, String repository, Shape shape, long seed) {
        this.scene = scene;
        this.repository = repository;
        this.shape = shape;
        this.random = new Random(seed);
    }

    /** How many bytes its running PATCH has sent, or its last one. */
    long sent() {
        return sent.get();
    }

    @Override
    public void push() throws InterruptedException {
        layer();
    }

    /** Pushes a layer and gives what it became. */
    Blob layer() throws InterruptedException {
        while (true) {
            begun++;
            OpenUpload upload = new OpenUpload(scene, repository, begun, random);
            upload.begin();
            for (int piece = 0; piece < shape.patches(); piece++) {
                patchTo(upload, upload.draft().fixed() + shape.piece(random));
            }
            long size = upload.draft().fixed() + shape.tail(random);
            String digest = finish(upload, size);
            if (digest != null) {
                scene.count("layers", 1);
                return new Blob(repository, digest, size);
            }
            scene.count("uploads begun again", 1);
        }
    }

    private void patchTo(OpenUpload upload, long end) throws InterruptedException {
        int refusals = 0;
        while (upload.draft().fixed() < end) {
            Draft draft = upload.draft();
            long from = draft.fixed();
            long length = shape.announced() ? end - from : -1;
            sent = new AtomicLong();
            try {
                Request request = shape.ranged()
                        ? StreamingClient.patch(upload.location(), from, end)
                        : StreamingClient.patch(upload.location());
                Answer answer = scene.client().send(request, length, out -> draft.write(from, end, out), sent);
                if (answer.status() == 416 && upload.mayBeBusy() && refusals++ < MOST_REFUSALS) {
                    continue;
                }
                boolean whole = answer.status() == 202 && StreamingClient.received(answer) == end;
                upload.expect(whole, "PATCH " + from + ".." + end, answer);
                upload.goOn(end, answer);
            } catch (IOException e) {
                scene.count("requests cut", 1);
                scene.turnstile().pass();
                upload.recover(sent.get(), end);
            }
        }
    }

    /** The digest of the layer; null if the upload had ended with another one. */
    private String finish(OpenUpload upload, long size) throws InterruptedException {
        Draft draft = upload.draft();
        long from = draft.fixed();
        boolean again = false;
        boolean replaced = false;
        while (true) {
            String digest = draft.digest(size);
            Blob blob = new Blob(repository, digest, size);
            scene.ledger().attempted(blob);
            scene.ledger().ended(repository);
            try {
                Request request = StreamingClient.finish(upload.location(), digest);
                Body body = out -> draft.write(from, size, out);
                Answer answer = scene.client().send(request, size - from, body, new AtomicLong());
                if (replaced && REFUSED.contains(answer.status())) {
                    return null;
                }
                upload.expect(answer.status() == 201, (again ? "repeated " : "") + "PUT of " + blob, answer);
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
}

package io.amphora.itests.swap;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.swap.Ledger.TagName;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.util.Optional;
import java.util.Random;

/** Pushes blobs into a repository of its own; a fast one also manifests of two of them each, under a few tags. */
final class Pusher implements Worker {

    private static final int TAGS = 4;

    private final Client client;
    private final Scene scene;
    private final Ledger ledger;
    private final String repository;
    private final Sizes sizes;
    private final Random random;

    Pusher(Client client, Scene scene, Ledger ledger, String repository, Sizes sizes) {
        this.client = client;
        this.scene = scene;
        this.ledger = ledger;
        this.repository = repository;
        this.sizes = sizes;
        this.random = new Random(repository.hashCode());
    }

    @Override
    public void work() {
        Blob blob = push(sizes.any(random));
        if (sizes == Sizes.MIXED) {
            tag(push(Sizes.LEAST), blob);
        }
    }

    Blob push(long size) {
        Blob blob = Blob.of(repository, random.nextLong(), size);
        Answer begun = answered(
                "POST of " + blob,
                202,
                Request.of("POST", "/v2/" + repository + "/blobs/uploads/").body(new byte[0]));
        String location = RegistryClient.location(begun);
        long offset = 0;
        while (offset < size) {
            long to = sizes == Sizes.MIXED && random.nextBoolean() ? Math.min(size, offset + Sizes.CHUNK) : size;
            Answer answer = sent(location, blob, offset, to);
            location = RegistryClient.location(answer);
            offset = received(answer);
        }
        Answer stored = answered(
                "PUT of " + blob,
                201,
                Request.of("PUT", RegistryClient.withDigest(location, blob.digest()))
                        .body(new byte[0]));
        expect(stored.header("Docker-Content-Digest").equals(Optional.of(blob.digest())), "digest", stored);
        ledger.stored(blob);
        scene.count("blobs pushed");
        return blob;
    }

    /** Sends these bytes; where that is cut, asks how far the upload is. */
    private Answer sent(String location, Blob blob, long from, long to) {
        String what = "PATCH " + from + ".." + to + " of " + blob;
        try {
            Answer answer = client.patch(location, blob, from, to);
            expect(answer.status() == 202 && received(answer) == to, what, answer);
            return answer;
        } catch (CutException e) {
            Answer status = answered("status after the cut of " + what, 204, Request.of("GET", location));
            long kept = received(status);
            expect(kept >= from && kept <= to, "status after the cut of " + what, status);
            scene.count(kept > from ? "PATCH resumed with what it had sent" : "PATCH resumed from its start");
            return status;
        }
    }

    /** Sends a short request, again if it was cut. */
    private Answer answered(String what, int status, Request request) {
        while (true) {
            try {
                Answer answer = client.send(request);
                expect(answer.status() == status, what, answer);
                return answer;
            } catch (CutException e) {
                scene.count("short requests repeated");
            }
        }
    }

    private void tag(Blob config, Blob layer) {
        byte[] manifest = Content.utf8(TestImage.manifest(
                TestImage.OCI_MANIFEST,
                descriptor(TestImage.OCI_CONFIG, config),
                descriptor(TestImage.OCI_LAYER, layer)));
        TagName name = new TagName(repository, "t" + random.nextInt(TAGS));
        ledger.tagging(name, Content.digest(manifest));
        answered(
                "PUT of " + name,
                201,
                Request.of("PUT", RegistryClient.manifest(repository, name.tag()))
                        .header("Content-Type", TestImage.OCI_MANIFEST)
                        .body(manifest));
        ledger.tagged(name);
        scene.count("manifests pushed");
    }

    private static String descriptor(String type, Blob blob) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + blob.digest() + "\",\"size\":" + blob.size() + "}";
    }

    private static void expect(boolean right, String what, Answer answer) {
        if (!right) {
            throw new AssertionError(what + ": " + answer.status() + " " + answer.text());
        }
    }

    /** How many bytes an upload has by the {@code Range} of an answer; none where it says {@code 0-0}. */
    private static long received(Answer answer) {
        String range = answer.header("Range").orElseThrow(() -> new AssertionError("no Range: " + answer));
        long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
        return last == 0 ? 0 : last + 1;
    }
}

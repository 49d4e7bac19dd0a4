package io.amphora.itests.swap;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.swap.Ledger.TagName;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;

/** Pulls what the registry said it has, and looks at every byte. A fast one mixes blobs with tags. */
final class Puller implements Worker {

    private final Client client;
    private final Scene scene;
    private final Ledger ledger;
    private final Sizes sizes;
    private final Random random;

    Puller(Client client, Scene scene, Ledger ledger, Sizes sizes, long seed) {
        this.client = client;
        this.scene = scene;
        this.ledger = ledger;
        this.sizes = sizes;
        this.random = new Random(seed);
    }

    @Override
    public void work() {
        if (sizes == Sizes.MIXED && random.nextBoolean()) {
            ledger.anyTag(random).ifPresent(this::manifest);
        } else {
            ledger.anyBlob(random, sizes == Sizes.LARGE ? Sizes.LEAST_LARGE : 0).ifPresent(this::blob);
        }
    }

    /** Pulls a blob to its end, going on where it was cut. */
    void blob(Blob blob) {
        MessageDigest sha256 = Digests.sha256();
        Received received = new Received();
        while (true) {
            int expected = received.bytes() == 0 ? 200 : 206;
            try {
                Answer answer = client.pull(blob, sha256, received);
                expect(answer.status() == expected, "GET of " + blob, answer);
                break;
            } catch (CutException e) {
                scene.count("pulls resumed");
            }
        }
        String digest = Digests.name(sha256);
        if (!digest.equals(blob.digest()) || received.bytes() != blob.size()) {
            throw new AssertionError("WRONG BYTES: " + blob + " came as " + digest + " of " + received.bytes());
        }
        scene.count("blobs pulled");
    }

    /** Pulls the manifest that a tag names. */
    void manifest(TagName name) {
        while (true) {
            int settled = ledger.settled(name);
            try {
                Answer answer = client.send(Request.of("GET", RegistryClient.manifest(name.repository(), name.tag()))
                        .header("Accept", TestImage.OCI_MANIFEST));
                expect(answer.status() == 200, "GET of " + name, answer);
                List<String> possible = ledger.possible(name, settled);
                expect(
                        possible.contains(Content.digest(answer.body())),
                        "GET of " + name + ", not " + possible,
                        answer);
                scene.count("manifests pulled");
                return;
            } catch (CutException e) {
                scene.count("short requests repeated");
            }
        }
    }

    private static void expect(boolean right, String what, Answer answer) {
        if (!right) {
            throw new AssertionError(what + ": " + answer.status() + " " + answer.text());
        }
    }
}

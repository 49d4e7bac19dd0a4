package io.amphora.itests.faults;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.faults.Item.Blob;
import io.amphora.itests.faults.Item.Manifest;
import io.amphora.itests.faults.Item.Tagging;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.util.Random;

/** Pushes images of two small blobs, and moves a few tags from one to the next. */
final class ManifestPusher implements Pusher {

    private static final int TAGS = 4;
    private static final int LARGEST_BLOB = 64 * 1024;

    private final Scene scene;
    private final String repository;
    private final LayerPusher blobs;
    private final Random random;

    ManifestPusher(Scene scene, String repository, long seed) {
        this.scene = scene;
        this.repository = repository;
        this.blobs = new LayerPusher(scene, repository, Shape.whole(LARGEST_BLOB), seed);
        this.random = new Random(seed);
    }

    @Override
    public void push() throws InterruptedException {
        byte[] manifest = manifest(blobs.layer(), blobs.layer());
        Manifest item = new Manifest(repository, Digests.of(manifest), manifest.length);
        Tagging tagging = new Tagging(repository, "t" + random.nextInt(TAGS), item.digest());
        boolean tag = random.nextInt(TAGS) > 0;
        scene.ledger().attempted(item);
        if (tag) {
            scene.ledger().attempted(tagging);
        }
        String reference = tag ? tagging.tag() : item.digest();
        Request request = Request.of("PUT", RegistryClient.manifest(repository, reference))
                .header("Content-Type", TestImage.OCI_MANIFEST)
                .body(manifest);
        while (true) {
            try {
                Answer answer = scene.client().send(request);
                if (answer.status() != 201) {
                    throw new AssertionError("PUT of " + item + ": " + answer);
                }
                scene.ledger().acknowledged(item);
                if (tag) {
                    scene.ledger().acknowledged(tagging);
                }
                scene.count("manifests", 1);
                return;
            } catch (IOException e) {
                scene.count("requests cut", 1);
                scene.turnstile().pass();
                if (random.nextBoolean()) {
                    return; // and so it stays doubtful
                }
            }
        }
    }

    private static byte[] manifest(Blob config, Blob layer) {
        return Content.utf8(TestImage.manifest(
                TestImage.OCI_MANIFEST,
                descriptor(TestImage.OCI_CONFIG, config),
                descriptor(TestImage.OCI_LAYER, layer)));
    }

    private static String descriptor(String type, Blob blob) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + blob.digest() + "\",\"size\":" + blob.size() + "}";
    }
}

package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.reply.Body;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.EntityTag;
import io.amphora.http.route.Route;
import io.amphora.registry.Descriptor;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Manifest;
import io.amphora.registry.ManifestService;
import io.amphora.registry.RegistryException;
import java.io.IOException;

/** "Pulling manifests", "Pushing manifests", and their deletion. */
final class ManifestEndpoint {

    private final ManifestService manifests;
    private final ManifestMemory memory;

    ManifestEndpoint(ManifestService manifests, ManifestMemory memory) {
        this.manifests = manifests;
        this.memory = memory;
    }

    Answer answer(Call call, Route.Manifest manifest) throws IOException {
        return switch (call.method()) {
            case "PUT" -> put(call, manifest);
            case "DELETE" -> delete(manifest);
            default -> get(call, manifest);
        };
    }

    /** The bytes as they were pushed, whatever {@code Accept} says: it is a hint, and 406 is never answered. */
    private Reply get(Call call, Route.Manifest manifest) throws RegistryException {
        Manifest stored = manifests.fetch(manifest.name(), manifest.reference());
        Descriptor descriptor = stored.descriptor();
        Reply reply = EntityTag.noneMatchFails(call.headers("If-None-Match"), descriptor.digest())
                ? Reply.of(304)
                : Reply.of(200).with("Content-Type", descriptor.mediaType()).with(body(call, stored));
        return reply.with("Docker-Content-Digest", descriptor.digest().toString())
                .with("ETag", EntityTag.of(descriptor.digest()));
    }

    /** The content takes room until the client has it, who may be slow. */
    private Body body(Call call, Manifest stored) throws RegistryException {
        int size = stored.content().remaining();
        if (call.isHead()) {
            return new Body.Announced(size);
        }
        memory.resize(0, size);
        return new Body.Bytes(stored.content(), () -> memory.release(size));
    }

    /** Kept byte for byte, so in no content coding; 201 with the address by digest. No more than the limit is read. */
    private Answer put(Call call, Route.Manifest manifest) throws RegistryException {
        String coding = call.header("Content-Encoding").orElse("identity").strip();
        if (!coding.equalsIgnoreCase("identity")) {
            throw new RegistryException(ErrorCode.MANIFEST_ENCODED, "reason", "manifests are kept as they are sent");
        }
        return new ManifestIntake(memory, manifests.limit(), call.contentLength(), content -> {
            Descriptor stored =
                    manifests.put(manifest.name(), manifest.reference(), call.header("Content-Type"), content);
            return Reply.of(201)
                    .with("Location", "/v2/" + manifest.name() + "/manifests/" + stored.digest())
                    .with("Docker-Content-Digest", stored.digest().toString());
        });
    }

    /** 202: the tag, or the manifest with all its tags, is gone at once. */
    private Reply delete(Route.Manifest manifest) throws RegistryException {
        manifests.delete(manifest.name(), manifest.reference());
        return Reply.of(202);
    }
}

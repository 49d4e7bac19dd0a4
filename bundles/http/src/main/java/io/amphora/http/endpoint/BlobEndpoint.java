package io.amphora.http.endpoint;

import io.amphora.http.reply.Body;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.ByteRange;
import io.amphora.http.route.EntityTag;
import io.amphora.http.route.Route;
import io.amphora.registry.Digest;
import io.amphora.registry.Layer;
import io.amphora.registry.LayerService;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.util.Optional;

/** "Pulling blobs", with conditions and one range; "Deleting blobs". */
final class BlobEndpoint {

    private static final String FOREVER = "private, max-age=31536000, immutable";

    private final LayerService layers;

    BlobEndpoint(LayerService layers) {
        this.layers = layers;
    }

    Reply answer(Call call, Route.Blob blob) throws IOException {
        return call.method().equals("DELETE") ? delete(blob) : get(call, blob);
    }

    /** 202: the blob is gone from the repository at once. */
    private Reply delete(Route.Blob blob) throws RegistryException {
        layers.delete(blob.name(), blob.digest());
        return Reply.of(202);
    }

    /**
     * The blob's bytes, exactly as they were pushed. A condition that says that the client has them is answered before a
     * range is looked at; a range holds for GET only, and if the client's idea of the content still does.
     */
    private Reply get(Call call, Route.Blob blob) throws IOException {
        Digest digest = blob.digest();
        Layer layer = layers.fetch(blob.name(), digest);
        Reply reply;
        try {
            reply = answer(call, layer);
        } catch (IOException | RuntimeException e) {
            layer.close();
            throw e;
        }
        if (!(reply.body() instanceof Body.Stream)) {
            layer.close();
        }
        return reply.with("Docker-Content-Digest", digest.toString())
                .with("ETag", EntityTag.of(digest))
                .with("Accept-Ranges", "bytes");
    }

    private static Reply answer(Call call, Layer layer) throws IOException {
        if (EntityTag.noneMatchFails(call.headers("If-None-Match"), layer.digest())) {
            return Reply.of(304).with("Cache-Control", FOREVER);
        }
        long size = layer.size();
        Reply whole =
                Reply.of(200).with("Content-Type", "application/octet-stream").with("Cache-Control", FOREVER);
        if (call.isHead()) {
            return whole.with(new Body.Announced(size));
        }
        boolean ranged = EntityTag.rangeApplies(call.header("If-Range"), layer.digest());
        ByteRange range = ByteRange.parse(ranged ? call.header("Range") : Optional.empty(), size);
        if (range instanceof ByteRange.Unsatisfiable) {
            return Reply.of(416).with("Content-Range", "bytes */" + size);
        }
        if (range instanceof ByteRange.Part part) {
            layer.position(part.first());
            return new Reply(206, whole.headers(), new Body.Stream(layer, part.length()))
                    .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
        }
        return whole.with(new Body.Stream(layer, size));
    }
}

package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.Route;
import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerService;
import io.amphora.registry.RegistryException;
import java.util.Optional;
import java.util.Set;

/** "Pushing blobs": POST begins an upload. */
final class UploadsEndpoint {

    private final LayerService layers;
    private final Mount mount;

    UploadsEndpoint(LayerService layers) {
        this.layers = layers;
        this.mount = new Mount(layers);
    }

    /**
     * 201 if the blob that is asked for could be mounted. Else 202 with the upload's address. The specification lets a
     * registry answer so too where a client sends a blob along, whose bytes are then read and dropped; the client goes on
     * with the upload. An algorithm that the end would refuse is refused here, before the bytes.
     */
    Answer answer(Call call, Route.Uploads uploads) throws RegistryException {
        if (!Set.of(Digest.SHA256).containsAll(call.query().all("digest-algorithm"))) {
            throw new RegistryException(
                    ErrorCode.PARAMETER_UNSUPPORTED,
                    "reason",
                    "digest-algorithm: only " + Digest.SHA256 + " is computed");
        }
        return call.hasBody() ? new DroppedBody(() -> begin(call, uploads)) : begin(call, uploads);
    }

    private Reply begin(Call call, Route.Uploads uploads) throws RegistryException {
        Optional<Descriptor> mounted = mount.into(uploads.name(), call);
        if (mounted.isPresent()) {
            return UploadReplies.created(uploads.name(), mounted.get());
        }
        return UploadReplies.at(Reply.of(202), uploads.name(), layers.upload(uploads.name(), call.principal()));
    }
}

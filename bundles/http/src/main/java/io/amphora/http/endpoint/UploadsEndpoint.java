package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.Route;
import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerService;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** "Pushing blobs": POST begins an upload, or is all of it. */
final class UploadsEndpoint {

    private final LayerService layers;
    private final Mount mount;

    UploadsEndpoint(LayerService layers) {
        this.layers = layers;
        this.mount = new Mount(layers);
    }

    /**
     * 201 if the blob that is asked for could be mounted, or came along with its digest. Else 202 with the address of an
     * upload that the client goes on with; bytes without a digest are read and dropped. What the end would refuse is
     * refused here, before the bytes.
     */
    Answer answer(Call call, Route.Uploads uploads) throws IOException {
        checkAlgorithm(call);
        Optional<Descriptor> mounted = mount.into(uploads.name(), call);
        if (mounted.isPresent()) {
            return afterBody(call, () -> UploadReplies.created(uploads.name(), mounted.get()));
        }
        if (call.query().first("digest").isEmpty()) {
            return afterBody(call, () -> begin(call, uploads));
        }
        Digest digest = DigestParameter.of(call);
        return call.hasBody() || WholeBlob.isOfNoBytes(digest) ? whole(call, uploads, digest) : begin(call, uploads);
    }

    private static void checkAlgorithm(Call call) throws RegistryException {
        if (!Set.of(Digest.SHA256).containsAll(call.query().all("digest-algorithm"))) {
            throw new RegistryException(
                    ErrorCode.PARAMETER_UNSUPPORTED,
                    "reason",
                    "digest-algorithm: only " + Digest.SHA256 + " is computed");
        }
    }

    /** An upload that begins and ends with this request. */
    private Answer whole(Call call, Route.Uploads uploads, Digest digest) throws IOException {
        UploadStatus begun = layers.upload(uploads.name(), call.principal());
        LayerUpload open = layers.resume(uploads.name(), begun.reference(), call.principal());
        try {
            open.expect(digest);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
        WholeBlob body = new WholeBlob(open, call.contentLength(), digest);
        if (call.hasBody()) {
            return body;
        }
        try (body) {
            return body.finish();
        }
    }

    private Reply begin(Call call, Route.Uploads uploads) throws RegistryException {
        return UploadReplies.at(Reply.of(202), uploads.name(), layers.upload(uploads.name(), call.principal()));
    }

    private static Answer afterBody(Call call, DroppedBody.Ending ending) throws IOException {
        return call.hasBody() ? new DroppedBody(ending) : ending.reply();
    }
}

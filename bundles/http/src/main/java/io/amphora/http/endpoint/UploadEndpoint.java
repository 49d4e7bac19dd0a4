package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.ContentRange;
import io.amphora.http.route.Route;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerService;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadConflictException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** "Pushing blobs" at an upload's own address: go on, finish, ask, cancel. */
final class UploadEndpoint {

    private final LayerService layers;

    UploadEndpoint(LayerService layers) {
        this.layers = layers;
    }

    Answer answer(Call call, Route.Upload upload) throws IOException {
        return switch (call.method()) {
            case "PATCH" -> patch(call, upload);
            case "PUT" -> put(call, upload);
            case "DELETE" -> cancel(call, upload);
            default -> status(call, upload);
        };
    }

    /**
     * Bytes go on where the address says; with {@code Content-Range}, only if that says the same. When all have come they
     * are part of the upload, and 202 says how far it is; otherwise none of them is.
     */
    private Answer patch(Call call, Route.Upload upload) throws IOException {
        Optional<ContentRange> range = range(call, upload);
        return new LayerIntake(
                resume(call, upload, range),
                announced(call, range),
                fault -> conflict(call, upload, fault.errors()),
                open -> UploadReplies.at(Reply.of(202), upload.name(), open.acknowledge()));
    }

    /**
     * The digest names the whole. A body, if there is one, is the last of it; without one all bytes have come before. An
     * upload that ended as this very blob has been finished by the same request before, whose answer was lost.
     */
    private Answer put(Call call, Route.Upload upload) throws IOException {
        Digest digest = DigestParameter.of(call);
        if (!call.hasBody() && call.header("Content-Range").isEmpty()) {
            return finished(call, upload, digest);
        }
        Optional<ContentRange> range = range(call, upload);
        LayerUpload open;
        try {
            open = resume(call, upload, range);
        } catch (RegistryException e) {
            if (e.code() != ErrorCode.BLOB_UPLOAD_UNKNOWN) {
                throw e;
            }
            Reply again = finished(call, upload, digest);
            return new DroppedBody(() -> again);
        }
        try {
            open.expect(digest);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
        return new LayerIntake(
                open,
                announced(call, range),
                fault -> conflict(call, upload, fault.errors()),
                last -> UploadReplies.created(upload.name(), last.finish(digest)));
    }

    private Reply finished(Call call, Route.Upload upload, Digest digest) throws RegistryException {
        return UploadReplies.created(
                upload.name(), layers.finish(upload.name(), upload.reference(), call.principal(), digest));
    }

    /** 204 with where the upload goes on. */
    private Reply status(Call call, Route.Upload upload) throws RegistryException {
        return UploadReplies.at(
                Reply.of(204), upload.name(), layers.status(upload.name(), upload.reference(), call.principal()));
    }

    /** 204; afterwards the upload is unknown. */
    private Reply cancel(Call call, Route.Upload upload) throws RegistryException {
        layers.cancel(upload.name(), upload.reference(), call.principal());
        return Reply.of(204);
    }

    /** Goes on with the upload, where the range begins. */
    private LayerUpload resume(Call call, Route.Upload upload, Optional<ContentRange> range) throws IOException {
        LayerUpload open = layers.resume(upload.name(), upload.reference(), call.principal());
        if (range.isPresent() && range.get().first() != open.offset()) {
            long offset = open.offset();
            open.close();
            throw conflict(call, upload, "the upload goes on at " + offset);
        }
        return open;
    }

    private Optional<ContentRange> range(Call call, Route.Upload upload) throws RegistryException {
        List<String> headers = call.headers("Content-Range");
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        Optional<ContentRange> range = headers.size() == 1 ? ContentRange.parse(headers.get(0)) : Optional.empty();
        if (range.isEmpty()) {
            throw conflict(call, upload, "Content-Range is not <first>-<last>");
        }
        if (call.contentLength() >= 0 && call.contentLength() != range.get().length()) {
            throw new RegistryException(ErrorCode.SIZE_INVALID, "reason", "Content-Range and Content-Length differ");
        }
        return range;
    }

    /** How many bytes the body will have; -1 if nothing says so. */
    private static long announced(Call call, Optional<ContentRange> range) {
        return range.map(ContentRange::length).orElse(call.contentLength());
    }

    private UploadConflictException conflict(Call call, Route.Upload upload, String reason) throws RegistryException {
        return conflict(call, upload, List.of(RegistryError.of(ErrorCode.BLOB_UPLOAD_INVALID, "reason", reason)));
    }

    private UploadConflictException conflict(Call call, Route.Upload upload, List<RegistryError> errors)
            throws RegistryException {
        return new UploadConflictException(errors, layers.status(upload.name(), upload.reference(), call.principal()));
    }
}

package io.amphora.http.endpoint;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import io.amphora.registry.Digest;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.UploadStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The body of a POST that brings a whole blob. The client does not know the upload below it, so one that does not become
 * the blob is taken away. But a body without bytes that should have some is no blob: the client goes on with the upload.
 */
final class WholeBlob implements Intake {

    private static final Set<String> OF_NO_BYTES =
            Set.of("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final LayerUpload upload;
    private final LayerIntake bytes;

    /** A body for an upload that has no bytes; -1 if its length is not announced. */
    WholeBlob(LayerUpload upload, long announced, Digest digest) {
        this.upload = upload;
        this.bytes = new LayerIntake(upload, announced, fault -> fault, all -> end(all, digest));
    }

    /** Whether the digest is that of no bytes. */
    static boolean isOfNoBytes(Digest digest) {
        return OF_NO_BYTES.contains(digest.toString());
    }

    private static Reply end(LayerUpload upload, Digest digest) throws IOException {
        if (upload.offset() == 0 && !isOfNoBytes(digest)) {
            UploadStatus status = upload.acknowledge();
            return UploadReplies.at(Reply.of(202), upload.repository(), status);
        }
        return UploadReplies.created(upload.repository(), upload.finish(digest));
    }

    @Override
    public void take(ByteBuffer piece) throws IOException {
        bytes.take(piece);
    }

    @Override
    public Reply finish() throws IOException {
        return bytes.finish();
    }

    @Override
    public void close() throws IOException {
        try (bytes) {
            if (upload.isOpen()) {
                upload.cancel();
            }
        }
    }
}

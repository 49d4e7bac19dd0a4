package io.amphora.http.endpoint;

import io.amphora.http.reply.Reply;
import io.amphora.registry.Descriptor;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadStatus;

/** What answers about uploads have in common. Addresses are without a host: a client's idea of ours is never repeated. */
final class UploadReplies {

    private UploadReplies() {}

    /**
     * Says where an upload goes on. {@code Range} is without a unit, and names the last byte; it cannot say that there is
     * none yet, so it says then what everybody says.
     */
    static Reply at(Reply reply, RepositoryName repository, UploadStatus status) {
        return reply.with("Location", "/v2/" + repository + "/blobs/uploads/" + status.reference())
                .with("Range", "0-" + Math.max(0, status.received() - 1))
                .with("Docker-Upload-UUID", status.reference().upload().toString());
    }

    /** Says that an upload became a blob. */
    static Reply created(RepositoryName repository, Descriptor blob) {
        return Reply.of(201)
                .with("Location", "/v2/" + repository + "/blobs/" + blob.digest())
                .with("Docker-Content-Digest", blob.digest().toString());
    }
}

package io.amphora.registry.core.upload;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.storage.StorageFaults;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes the content of an upload a layer: the blob in place, then the link, then a look whether the blob is still there,
 * then the upload away. The finish record is on the chain before; from then on each step can be repeated, by any node.
 */
final class Publication {

    private static final String MEDIA_TYPE = "application/octet-stream";

    private final UploadFiles files;
    private final Descriptor layer;
    private final StoragePath blob;

    Publication(UploadFiles files, Digest digest, long size) {
        this.files = files;
        this.layer = new Descriptor(MEDIA_TYPE, digest, size);
        this.blob = StorageLayout.blob(digest);
    }

    /** Publishes what a writer holds, and closes it. */
    Descriptor publish(UploadWriter writer) throws RegistryException {
        try {
            store(writer.bytes());
            link();
        } catch (IOException e) {
            throw StorageFaults.of(e);
        } finally {
            writer.close();
        }
        return end();
    }

    /**
     * Publishes what an earlier request began to, wherever that stopped.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_INVALID} if another writer is still at it
     */
    Descriptor repeat(Received received) throws RegistryException {
        UploadWriter writer;
        try {
            writer = files.resume(received.mark());
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.BLOB_UPLOAD_UNKNOWN && isStored()) {
                settle();
                link();
                return end();
            }
            throw e;
        }
        return publish(writer);
    }

    /** What an upload that is gone became, if the digest is a layer of its repository. */
    static Optional<Descriptor> published(UploadFiles files, Digest digest) throws RegistryException {
        return files.call(lease -> {
            Optional<Digest> target = Links.read(lease, StorageLayout.layerLink(files.repository(), digest));
            if (target.isEmpty()) {
                return Optional.empty();
            }
            try {
                Stat stat = lease.driver().stat(StorageLayout.blob(target.get()));
                return Optional.of(new Descriptor(MEDIA_TYPE, digest, stat.size()));
            } catch (PathNotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    /**
     * Puts the blob in place, over one that is there: whoever did that may not have made it durable yet. A writer that lost
     * its bytes does no harm if another one put them in place.
     */
    private void store(StorageWriter writer) throws IOException {
        try {
            writer.commit(blob);
        } catch (WriterConflictException | PathNotFoundException lost) {
            if (!isStored()) {
                throw lost;
            }
            settle();
        }
    }

    /** Makes the name of a blob durable that somebody else put in place, who may have died before that. */
    private void settle() throws RegistryException {
        files.call(lease -> {
            lease.driver().move(blob, blob);
            return true;
        });
    }

    private void link() throws RegistryException {
        files.call(lease -> {
            Links.write(lease, StorageLayout.layerLink(files.repository(), layer.digest()), layer.digest());
            return true;
        });
    }

    private Descriptor end() throws RegistryException {
        if (!isStored()) {
            throw new RegistryException(ErrorCode.UNKNOWN, "reason", "the blob vanished while it was linked");
        }
        files.end();
        return layer;
    }

    /** Whether the blob is there, whole: one that another registry left too short is replaced. */
    private boolean isStored() throws RegistryException {
        return files.call(lease -> {
            try {
                Stat stat = lease.driver().stat(blob);
                return !stat.directory() && stat.size() == layer.size();
            } catch (PathNotFoundException absent) {
                return false;
            }
        });
    }
}

package io.amphora.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One request's part of an upload: a channel that writes at the upload's offset. Bytes go to storage, never to the node.
 * Used by one thread at a time. Ends by {@link #acknowledge}, {@link #finish} or {@link #cancel}; {@link #close} without
 * one of these acknowledges nothing, but keeps what was received, so that the client may go on there.
 */
@ProviderType
public interface LayerUpload extends WritableByteChannel {

    /** The repository that it goes to. */
    RepositoryName repository();

    /** The upload's id, the same over all its requests. */
    UUID id();

    /** When the upload began. */
    Instant startedAt();

    /** Where the next byte goes: how many bytes the upload has. */
    long offset();

    /**
     * Says what the content will turn out to be, before the first write, so that storage may put it in place at once. A
     * hint: {@link #finish} decides.
     */
    void expect(Digest digest);

    /**
     * Writes all bytes of the buffer at the offset, and digests them beside that.
     *
     * @throws RegistryException with {@link ErrorCode#STORAGE_FULL}, {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} if the upload
     *     ended meanwhile, {@link ErrorCode#BLOB_UPLOAD_INVALID} if another request took it over
     */
    @Override
    int write(ByteBuffer bytes) throws IOException;

    /**
     * Makes what was written part of the upload, durably, and ends this request.
     *
     * @return where the next request goes on
     * @throws UploadConflictException if another request was first
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} if the upload ended meanwhile
     */
    UploadStatus acknowledge() throws IOException;

    /**
     * Ends the upload: its content becomes a layer of the repository, durably.
     *
     * @param digest what the content is said to be
     * @return the layer's name, as asked for, and its size
     * @throws RegistryException {@link ErrorCode#DIGEST_INVALID} if the content is not that; the upload is then gone
     * @throws UploadConflictException if another request was first
     */
    Descriptor finish(Digest digest) throws IOException;

    /** Ends the upload without a layer and frees what it holds. */
    void cancel() throws IOException;

    /** Ends this request, any number of times. */
    @Override
    void close() throws IOException;
}

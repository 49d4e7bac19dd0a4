package io.amphora.registry;

import io.amphora.registry.access.Principal;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The layers (blobs) of repositories. Thread-safe; provided as a service. A blob is there for those repositories that link
 * it. Every method fails with {@link ErrorCode#UNAVAILABLE} while there is no storage.
 */
@ProviderType
public interface LayerService {

    /** Whether the repository holds the blob. */
    boolean exists(RepositoryName repository, Digest digest) throws RegistryException;

    /**
     * A blob of the repository; its content is opened when it is read.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UNKNOWN} if the repository does not hold it
     */
    Layer fetch(RepositoryName repository, Digest digest) throws RegistryException;

    /**
     * Lets a repository hold a blob that another one holds, without moving bytes: the blob is there for both, until each
     * deletes it. Says nothing about rights: whoever calls this has made sure that the source may be read.
     *
     * @param source where the blob is looked for
     * @return the blob's name, as asked for, and its size; empty if the source does not hold it
     */
    Optional<Descriptor> mount(RepositoryName repository, Digest digest, RepositoryName source)
            throws RegistryException;

    /**
     * Takes a blob away from a repository, at once and on every node; other repositories keep it. Frees no bytes.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UNKNOWN} if the repository does not hold it,
     *     {@link ErrorCode#UNSUPPORTED} where deleting is switched off
     */
    void delete(RepositoryName repository, Digest digest) throws RegistryException;

    /**
     * Begins an upload.
     *
     * @param principal who; nobody else can go on with it
     * @return the upload's address and offset 0
     */
    UploadStatus upload(RepositoryName repository, Principal principal) throws RegistryException;

    /**
     * Goes on with an upload that any node began, at the offset that its reference names. Waits up to 2 s for another
     * request at the same place; one that received nothing meanwhile is cut.
     *
     * @throws UploadConflictException if it does not go on there
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} if there is no such upload for this caller; the
     *     detail says why
     */
    LayerUpload resume(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException;

    /**
     * How far an upload is, by any reference that it ever had.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} as {@link #resume} does
     */
    UploadStatus status(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException;

    /**
     * Ends an upload without a layer and frees what it holds, by any reference that it ever had, even while a request of
     * it runs.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} as {@link #resume} does
     */
    void cancel(RepositoryName repository, UploadReference reference, Principal principal) throws RegistryException;

    /**
     * Finishes an upload whose bytes are all acknowledged; repeated, it succeeds again. The same as {@link #resume}
     * followed by {@link LayerUpload#finish}, but also answers for an upload that ended with this digest before.
     */
    Descriptor finish(RepositoryName repository, UploadReference reference, Principal principal, Digest digest)
            throws RegistryException;
}

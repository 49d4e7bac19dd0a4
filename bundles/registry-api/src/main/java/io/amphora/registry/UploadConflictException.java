package io.amphora.registry;

import java.util.List;

/** An upload lives on, but does not go on where the caller wanted; says where it does. Status 416. */
public final class UploadConflictException extends RegistryException {

    private static final long serialVersionUID = 1L;

    private final transient UploadStatus status;

    /**
     * A conflict.
     *
     * @param errors why, at least one
     * @param status where the upload goes on
     */
    public UploadConflictException(List<RegistryError> errors, UploadStatus status) {
        super(errors);
        this.status = status;
    }

    /** Where the upload goes on. */
    public UploadStatus status() {
        return status;
    }
}

package io.amphora.storage.lease;

import java.io.IOException;

/** There is no active driver. The message says why, for an administrator. */
public final class StorageUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** No driver, because of {@code reason}. */
    public StorageUnavailableException(String reason) {
        super(reason);
    }
}

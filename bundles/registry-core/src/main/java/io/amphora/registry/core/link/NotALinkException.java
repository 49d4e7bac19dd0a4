package io.amphora.registry.core.link;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;

/** What lies where a link should be is none, as a crash of another registry leaves it. */
public final class NotALinkException extends StorageException {

    private static final long serialVersionUID = 1L;

    NotALinkException(String driver, StoragePath link) {
        super(driver, link, "a link to what cannot be stored");
    }

    NotALinkException(String driver, StoragePath link, Exception cause) {
        super(driver, link, "not a link", cause);
    }
}

package io.amphora.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** An ability of some drivers: an address from which a client can read a content without us. */
@ConsumerType
public interface Redirect {

    /**
     * An address that answers GET and HEAD for a content.
     *
     * @param life how long it shall answer
     * @return empty if this content is better served by us
     */
    Optional<URI> redirect(StoragePath path, Duration life) throws StorageException;
}

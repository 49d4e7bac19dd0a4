package io.amphora.registry.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens JSON texts for formats, so that all are as strict as the registry is: I-JSON (RFC 7493), in UTF-8 without a byte
 * order mark, of at most 100 levels. Provided as a service; thread-safe.
 */
@ProviderType
public interface JsonReaders {

    /** A walk over one text; whoever asked for it closes it. */
    JsonReader open(ByteBuffer text) throws IOException;
}

package io.amphora.registry.core.digest;

import java.nio.ByteBuffer;

/** A SHA-256 computation whose state can be taken at any time. Used by one thread at a time. */
public interface Sha256 {

    /** Takes in all bytes of the buffer, direct or not. */
    void update(ByteBuffer bytes);

    /** Where it is; it can go on afterwards. */
    Sha256State state();

    /** The 32 bytes of the digest of all that went in; it can go on afterwards. */
    byte[] digest();
}

package io.amphora.registry.core.upload;

import io.amphora.registry.core.digest.Sha256State;
import io.amphora.storage.Mark;

/**
 * Bytes that storage holds durably, with the state of the digest of exactly these bytes.
 *
 * @param mark where storage goes on
 * @param digest where the digest goes on
 */
record Received(Mark mark, Sha256State digest) {

    Received {
        if (mark.offset() != digest.length()) {
            throw new IllegalArgumentException(mark + " with " + digest);
        }
    }

    long offset() {
        return mark.offset();
    }
}

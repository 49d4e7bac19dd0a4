package io.amphora.storage.memory;

import java.time.Instant;

/** A finished content: its bytes do not change any more. */
record Content(Pieces bytes, Instant modified) {

    long size() {
        return bytes.size();
    }
}

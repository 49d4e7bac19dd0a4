package io.amphora.storage.memory;

import io.amphora.storage.StoragePath;

/** A content that is being written. Its bytes belong to the writer that holds it, the rest to the store's monitor. */
final class Unfinished {

    final String id;
    final StoragePath path;
    final Pieces bytes = new Pieces();

    /** How many bytes of the store's room it takes. */
    long reserved;

    /** Whether a writer has it open. */
    boolean held = true;

    /** Whether a mark of it was given away, so that somebody may come back. */
    boolean marked;

    Unfinished(String id, StoragePath path) {
        this.id = id;
        this.path = path;
    }
}

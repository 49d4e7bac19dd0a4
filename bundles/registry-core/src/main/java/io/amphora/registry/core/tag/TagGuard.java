package io.amphora.registry.core.tag;

import io.amphora.registry.Tag;
import io.amphora.storage.StorageException;
import java.util.List;

/** Keeps pushes within this process from moving tags while they are looked at and deleted. */
@FunctionalInterface
public interface TagGuard {

    /** Runs a change of some tags, in the order of their bytes, while nobody else changes them. */
    void during(List<Tag> tags, Change change) throws StorageException;

    /** What is done to the tags. */
    @FunctionalInterface
    interface Change {

        /** Does it. */
        void run() throws StorageException;
    }
}

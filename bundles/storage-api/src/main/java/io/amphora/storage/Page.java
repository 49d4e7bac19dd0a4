package io.amphora.storage;

import java.util.List;

/**
 * Some names of a directory.
 *
 * @param names in the order of their bytes
 * @param more whether further names follow the last one
 */
public record Page(List<String> names, boolean more) {

    /** Keeps a copy of the names. */
    public Page {
        names = List.copyOf(names);
    }
}

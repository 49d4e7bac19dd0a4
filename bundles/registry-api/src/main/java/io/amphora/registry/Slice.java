package io.amphora.registry;

import java.util.List;

/**
 * A part of a sorted list.
 *
 * @param items in order
 * @param more whether further items follow the last one
 */
public record Slice<T>(List<T> items, boolean more) {

    /** Keeps a copy of the items. */
    public Slice {
        items = List.copyOf(items);
    }
}

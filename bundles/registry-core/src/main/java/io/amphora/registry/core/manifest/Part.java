package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import java.util.List;

/**
 * What a manifest names: a configuration, a layer, a child, a subject.
 *
 * @param descriptor its type, digest and size
 * @param urls where else it may lie; never asked
 */
record Part(Descriptor descriptor, List<String> urls) {

    Part {
        urls = List.copyOf(urls);
    }
}

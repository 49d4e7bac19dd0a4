package io.amphora.manifest.schema1;

import io.amphora.registry.manifest.ContentNeed;
import java.util.List;

/**
 * What a payload says.
 *
 * @param name the repository that it was made for; empty if it names none
 * @param tag the tag that it was made for; empty if it names none
 * @param layers its layers, the top one first; one may come several times
 */
record Payload(String name, String tag, List<ContentNeed> layers) {

    Payload {
        layers = List.copyOf(layers);
    }
}

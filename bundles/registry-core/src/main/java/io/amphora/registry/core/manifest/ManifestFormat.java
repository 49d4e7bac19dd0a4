package io.amphora.registry.core.manifest;

import java.util.List;
import java.util.Set;

/** A kind of manifest that the registry takes. Stateless. */
interface ManifestFormat {

    /** The types under which it comes. */
    Set<String> mediaTypes();

    /**
     * What the repository must hold before a document of this kind is taken, in the document's order.
     *
     * @param faults takes what else speaks against the document
     */
    List<Need> needs(ManifestDocument document, Faults faults);
}

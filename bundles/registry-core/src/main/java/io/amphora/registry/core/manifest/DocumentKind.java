package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.ManifestFaults;
import java.util.List;
import java.util.Set;

/** A kind of document that {@link DocumentFormat} reads. Stateless. */
interface DocumentKind {

    /** The types under which it comes. */
    Set<String> mediaTypes();

    /**
     * What the repository must hold before a document of this kind is taken, in the document's order.
     *
     * @param faults takes what else speaks against the document
     */
    List<ContentNeed> needs(ManifestDocument document, ManifestFaults faults);
}

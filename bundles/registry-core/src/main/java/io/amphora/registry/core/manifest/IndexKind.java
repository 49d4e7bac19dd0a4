package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.ContentNeed.Kind;
import io.amphora.registry.manifest.ManifestFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A list of children: OCI image specification, "image index", and Docker's manifest list. A child is any manifest, or a
 * blob, as build caches have them.
 */
final class IndexKind implements DocumentKind {

    static final String OCI = "application/vnd.oci.image.index.v1+json";
    static final String DOCKER = "application/vnd.docker.distribution.manifest.list.v2+json";

    @Override
    public Set<String> mediaTypes() {
        return Set.of(OCI, DOCKER);
    }

    @Override
    public List<ContentNeed> needs(ManifestDocument document, ManifestFaults faults) {
        if (document.layers().isPresent() || document.config().isPresent()) {
            faults.invalid(
                    document.layers().isPresent() ? "/layers" : "/config",
                    "an index has none: which it is must be clear to every client");
        }
        if (faults.count() == 0 && document.manifests().isEmpty()) {
            faults.invalid("document", "without manifests");
        }
        List<ContentNeed> needs = new ArrayList<>();
        for (Part child : document.manifests().orElse(List.of())) {
            needs.add(ContentNeed.of(likelyKind(child), child.descriptor()));
        }
        return needs;
    }

    /** With many children a look-up in vain is what takes the time. */
    private static Kind likelyKind(Part child) {
        boolean manifest = DocumentKinds.kind(child.descriptor().mediaType()).isPresent();
        return manifest ? Kind.MANIFEST_OR_BLOB : Kind.BLOB_OR_MANIFEST;
    }
}

package io.amphora.registry.core.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A list of children: OCI image specification, "image index", and Docker's manifest list. A child is any manifest, or a
 * blob, as build caches have them.
 */
final class IndexFormat implements ManifestFormat {

    static final String OCI = "application/vnd.oci.image.index.v1+json";
    static final String DOCKER = "application/vnd.docker.distribution.manifest.list.v2+json";

    @Override
    public Set<String> mediaTypes() {
        return Set.of(OCI, DOCKER);
    }

    @Override
    public List<Need> needs(ManifestDocument document, Faults faults) {
        if (document.layers().isPresent() || document.config().isPresent()) {
            faults.invalid(
                    document.layers().isPresent() ? "/layers" : "/config",
                    "an index has none: which it is must be clear to every client");
        }
        if (faults.invalid() == 0 && document.manifests().isEmpty()) {
            faults.invalid("document", "without manifests");
        }
        List<Need> needs = new ArrayList<>();
        for (Part child : document.manifests().orElse(List.of())) {
            needs.add(new Need(child, true, false));
        }
        return needs;
    }
}

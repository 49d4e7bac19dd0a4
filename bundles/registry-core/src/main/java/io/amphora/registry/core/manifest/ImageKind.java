package io.amphora.registry.core.manifest;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.ContentNeed.Kind;
import io.amphora.registry.manifest.ManifestFaults;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration and layers: OCI image specification, "image manifest", and Docker's schema 2. */
final class ImageKind implements DocumentKind {

    static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

    private static final String DOCKER_FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.";
    private static final String OCI_FOREIGN = "application/vnd.oci.image.layer.nondistributable.";

    @Override
    public Set<String> mediaTypes() {
        return Set.of(OCI, DOCKER);
    }

    @Override
    public List<ContentNeed> needs(ManifestDocument document, ManifestFaults faults) {
        if (document.manifests().isPresent()) {
            faults.invalid("/manifests", "an image has none: which it is must be clear to every client");
        }
        if (faults.count() == 0
                && (document.config().isEmpty() || document.layers().isEmpty())) {
            faults.invalid("document", "without " + (document.config().isEmpty() ? "config" : "layers"));
        }
        List<ContentNeed> needs = new ArrayList<>();
        document.config().ifPresent(config -> needs.add(ContentNeed.of(Kind.BLOB, config.descriptor())));
        for (Part layer : document.layers().orElse(List.of())) {
            if (!isElsewhere(layer, faults)) {
                needs.add(ContentNeed.of(Kind.BLOB, layer.descriptor()));
            }
        }
        return needs;
    }

    /** Whether clients fetch a layer from its URLs; the registry never does. */
    private static boolean isElsewhere(Part layer, ManifestFaults faults) {
        String type = layer.descriptor().mediaType();
        if (!type.startsWith(DOCKER_FOREIGN) && !type.startsWith(OCI_FOREIGN)) {
            return false;
        }
        for (String url : layer.urls()) {
            if (!isWebAddress(url)) {
                Map<String, Object> detail =
                        new LinkedHashMap<>(Holdings.describe(ContentNeed.of(Kind.BLOB, layer.descriptor())));
                detail.put("reason", "its URLs must be http or https, without a fragment");
                faults.add(new RegistryError(ErrorCode.MANIFEST_BLOB_UNKNOWN, detail));
                return true;
            }
        }
        return !layer.urls().isEmpty();
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null && uri.getRawFragment() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}

package io.amphora.registry.core.manifest;

import java.util.List;
import java.util.Optional;

/**
 * The members of a manifest that mean something to a registry; a faulty one is absent, and its fault noted.
 *
 * @param mediaType what the document says that it is
 * @param artifactType what an artifact is
 * @param config an image's configuration
 * @param layers an image's layers
 * @param manifests an index's children
 * @param subject what the manifest is about; need not be there
 */
record ManifestDocument(
        Optional<String> mediaType,
        Optional<String> artifactType,
        Optional<Part> config,
        Optional<List<Part>> layers,
        Optional<List<Part>> manifests,
        Optional<Part> subject) {}

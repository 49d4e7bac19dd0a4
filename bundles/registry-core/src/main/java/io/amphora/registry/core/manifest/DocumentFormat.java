package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.ManifestFaults;
import io.amphora.registry.manifest.ManifestFormat;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registry's own format: the documents of schema version 2, OCI's and Docker's, which are stored as they are pushed. */
final class DocumentFormat implements ManifestFormat {

    private static final Set<String> TYPES = DocumentKinds.mediaTypes();

    @Override
    public Set<String> mediaTypes() {
        return TYPES;
    }

    @Override
    public ManifestReading read(ManifestPush push, ManifestFaults faults) throws IOException {
        ManifestDocument document;
        try (JsonReader json = new StrictJson(push.content())) {
            document = DocumentReader.read(json, faults);
        }
        Optional<String> mediaType = DocumentKinds.decide(push.mediaType(), document, faults);
        List<ContentNeed> needs = mediaType
                .flatMap(DocumentKinds::kind)
                .map(kind -> kind.needs(document, faults))
                .orElse(List.of());
        return new ManifestReading(mediaType.orElse(TypeSniffer.UNKNOWN), push.content(), needs);
    }
}

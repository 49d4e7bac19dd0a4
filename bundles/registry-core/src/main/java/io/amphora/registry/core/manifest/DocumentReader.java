package io.amphora.registry.core.manifest;

import io.amphora.registry.core.manifest.StrictJson.NotJsonException;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.ManifestFaults;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the manifests of OCI and of Docker schema 2, images and indexes alike; which of them it is comes afterwards. */
final class DocumentReader {

    private final JsonReader json;
    private final Values values;
    private final ManifestFaults faults;
    private OptionalLong schemaVersion = OptionalLong.empty();
    private Optional<String> mediaType = Optional.empty();
    private Optional<String> artifactType = Optional.empty();
    private Optional<Part> config = Optional.empty();
    private Optional<List<Part>> layers = Optional.empty();
    private Optional<List<Part>> manifests = Optional.empty();
    private Optional<Part> subject = Optional.empty();

    private DocumentReader(JsonReader json, ManifestFaults faults) {
        this.json = json;
        this.values = new Values(json, faults);
        this.faults = faults;
    }

    /** Reads a manifest; faults in its members are noted. */
    static ManifestDocument read(JsonReader json, ManifestFaults faults) throws IOException {
        return new DocumentReader(json, faults).read();
    }

    private ManifestDocument read() throws IOException {
        if (json.next() != Token.OBJECT) {
            throw new NotJsonException("document", "not a JSON object");
        }
        int before = faults.count();
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            member(name);
        }
        json.end();
        if (schemaVersion.orElse(2) != 2 || (schemaVersion.isEmpty() && faults.count() == before)) {
            faults.invalid("/schemaVersion", "not 2");
        }
        return new ManifestDocument(mediaType, artifactType, config, layers, manifests, subject);
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "schemaVersion" -> schemaVersion = values.size();
            case "mediaType" -> mediaType = values.type();
            case "artifactType" -> artifactType = values.type();
            case "config" -> config = PartReader.read(json, faults);
            case "layers" -> layers = PartReader.readAll(json, faults);
            case "manifests" -> manifests = PartReader.readAll(json, faults);
            case "subject" -> subject = PartReader.read(json, faults);
            case "annotations" -> values.stringMap();
            default -> json.skip();
        }
    }
}

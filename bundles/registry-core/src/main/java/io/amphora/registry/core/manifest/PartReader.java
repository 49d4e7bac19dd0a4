package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.ManifestFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one descriptor: OCI image specification, "descriptor", and Docker's, which is a part of it. */
final class PartReader {

    private final JsonReader json;
    private final Values values;
    private final ManifestFaults faults;
    private Optional<String> mediaType = Optional.empty();
    private Optional<Digest> digest = Optional.empty();
    private OptionalLong size = OptionalLong.empty();
    private List<String> urls = List.of();

    private PartReader(JsonReader json, ManifestFaults faults) {
        this.json = json;
        this.values = new Values(json, faults);
        this.faults = faults;
    }

    /** The descriptor that a walk is at; absent if it is none, which is noted. */
    static Optional<Part> read(JsonReader json, ManifestFaults faults) throws IOException {
        return new PartReader(json, faults).read();
    }

    /** The descriptors that a walk is at; absent if it is at no array, which is noted. */
    static Optional<List<Part>> readAll(JsonReader json, ManifestFaults faults) throws IOException {
        List<Part> parts = new ArrayList<>();
        if (json.token() == Token.NULL) {
            return Optional.of(parts);
        }
        if (!new Values(json, faults).begins(Token.ARRAY)) {
            return Optional.empty();
        }
        while (json.next() != Token.END_ARRAY) {
            read(json, faults).ifPresent(parts::add);
        }
        return Optional.of(parts);
    }

    private Optional<Part> read() throws IOException {
        int before = faults.count();
        if (!values.begins(Token.OBJECT)) {
            return Optional.empty();
        }
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            member(name);
        }
        if (mediaType.isPresent() && digest.isPresent() && size.isPresent()) {
            return Optional.of(new Part(new Descriptor(mediaType.get(), digest.get(), size.getAsLong()), urls));
        }
        if (faults.count() == before) {
            faults.invalid(json.where(), "without " + missing());
        }
        return Optional.empty();
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "mediaType" -> mediaType = values.type();
            case "digest" -> digest = values.digest();
            case "size" -> size = values.size();
            case "urls" -> urls = values.strings();
            case "annotations" -> values.stringMap();
            case "data" -> values.string();
            case "artifactType" -> values.type();
            case "platform" -> platform();
            default -> json.skip();
        }
    }

    private void platform() throws IOException {
        if (!values.begins(Token.OBJECT)) {
            return;
        }
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "architecture", "os", "os.version", "variant" -> values.string();
                case "os.features" -> values.strings();
                default -> json.skip();
            }
        }
    }

    private String missing() {
        List<String> names = new ArrayList<>();
        if (mediaType.isEmpty()) {
            names.add("mediaType");
        }
        if (digest.isEmpty()) {
            names.add("digest");
        }
        if (size.isEmpty()) {
            names.add("size");
        }
        return String.join(", ", names);
    }
}

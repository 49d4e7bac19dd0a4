package io.amphora.manifest.schema1;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.ManifestFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a payload: "Image Manifest Version 2, Schema 1". What is wrong with it is noted. */
final class PayloadReader {

    /** How many broken digests are told; a client may send very many. */
    private static final int MOST_BROKEN = 100;

    private final JsonReader json;
    private final ManifestFaults faults;
    private final List<ContentNeed> layers = new ArrayList<>();
    private String version = "";
    private String name = "";
    private String tag = "";
    private int layerCount = -1;
    private int historyCount = -1;
    private int broken;

    private PayloadReader(JsonReader json, ManifestFaults faults) {
        this.json = json;
        this.faults = faults;
    }

    static Payload read(JsonReader json, ManifestFaults faults) throws IOException {
        return new PayloadReader(json, faults).read();
    }

    private Payload read() throws IOException {
        json.next();
        while (json.next() == Token.NAME) {
            String member = json.name();
            json.next();
            switch (member) {
                case "schemaVersion" -> version = text(Token.INTEGER).orElse("");
                case "name" -> name = text(Token.STRING).orElse("");
                case "tag" -> tag = text(Token.STRING).orElse("");
                case "architecture" -> text(Token.STRING);
                case "fsLayers" -> layerCount = entries("blobSum");
                case "history" -> historyCount = entries("v1Compatibility");
                case "layers", "config", "manifests", "signatures" -> stranger();
                default -> json.skip();
            }
        }
        json.end();
        judge();
        return new Payload(name, tag, layers);
    }

    private void judge() {
        if (!version.equals("1")) {
            faults.invalid("/schemaVersion", "not 1");
        }
        try {
            RepositoryName.parse(name);
        } catch (IllegalArgumentException e) {
            faults.invalid("/name", e.getMessage());
        }
        if (layerCount < 0 || historyCount < 0) {
            faults.invalid("document", "without " + (layerCount < 0 ? "fsLayers" : "history"));
        } else if (layerCount != historyCount) {
            faults.invalid("/history", historyCount + " entries for " + layerCount + " layers");
        }
    }

    /** Reads an array of objects that each have one string to read; returns how many there are. */
    private int entries(String member) throws IOException {
        if (!is(Token.ARRAY)) {
            return 0;
        }
        int count = 0;
        while (json.next() != Token.END_ARRAY) {
            count++;
            if (is(Token.OBJECT) && !entry(member)) {
                faults.invalid(json.where(), "without " + member);
            }
        }
        return count;
    }

    private boolean entry(String member) throws IOException {
        boolean found = false;
        while (json.next() == Token.NAME) {
            boolean here = json.name().equals(member);
            json.next();
            if (here) {
                found = true;
                text(Token.STRING).ifPresent(text -> take(member, text));
            } else {
                json.skip();
            }
        }
        return found;
    }

    private void take(String member, String text) {
        if (!member.equals("blobSum")) {
            return;
        }
        try {
            layers.add(ContentNeed.blob(Digest.parse(text)));
        } catch (IllegalArgumentException e) {
            broken++;
            if (broken <= MOST_BROKEN) {
                Map<String, Object> detail = new LinkedHashMap<>();
                detail.put("where", json.where());
                detail.put("what", e.getMessage());
                faults.add(new RegistryError(ErrorCode.DIGEST_INVALID, detail));
            }
        }
    }

    private void stranger() throws IOException {
        faults.invalid(json.where(), "schema 1 has none: which it is must be clear to every client");
        json.skip();
    }

    private Optional<String> text(Token token) throws IOException {
        return is(token) ? Optional.of(json.text()) : Optional.empty();
    }

    private boolean is(Token token) throws IOException {
        if (json.token() == token) {
            return true;
        }
        faults.invalid(json.where(), "not of the type that it has in schema 1");
        json.skip();
        return false;
    }
}

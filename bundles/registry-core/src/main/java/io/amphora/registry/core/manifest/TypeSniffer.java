package io.amphora.registry.core.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the type of a stored manifest. Takes what other registries once took and wrote into this store, so it is lenient
 * where {@link DocumentReader} is strict; reads no further than it must.
 */
final class TypeSniffer {

    static final String UNKNOWN = "application/octet-stream";

    private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
    private static final String SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    /** RFC 6838, section 4.2: what may stand in a header as it is. */
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private TypeSniffer() {}

    /** The type that a manifest says it has, else that of its shape, else {@value #UNKNOWN}. */
    static String mediaType(ByteBuffer content) {
        Set<String> members = new HashSet<>();
        try (JsonParser parser = FACTORY.createParser(new BufferStream(content))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return UNKNOWN;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("mediaType") && value == JsonToken.VALUE_STRING && isType(parser.getText())) {
                    return parser.getText();
                }
                // As a push takes them: null is an empty list, but no configuration.
                if (isTelling(name) && !(value == JsonToken.VALUE_NULL && name.equals("config"))) {
                    members.add(name);
                }
                parser.skipChildren();
            }
        } catch (IOException notJson) {
            return UNKNOWN;
        }
        return shape(members);
    }

    private static boolean isType(String text) {
        return text.length() <= Values.LONGEST_TYPE && TYPE.matcher(text).matches();
    }

    private static boolean isTelling(String member) {
        return switch (member) {
            case "manifests", "layers", "config", "fsLayers", "signatures" -> true;
            default -> false;
        };
    }

    private static String shape(Set<String> members) {
        if (members.contains("fsLayers")) {
            return members.contains("signatures") ? SCHEMA1_SIGNED : SCHEMA1;
        }
        if (members.contains("manifests")) {
            return IndexKind.OCI;
        }
        return members.isEmpty() ? UNKNOWN : ImageKind.OCI;
    }
}

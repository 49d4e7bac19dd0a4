package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.manifest.StrictJsonReaders;
import io.amphora.registry.manifest.ManifestFaults;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pushes to a format that reads as the registry's own do, and what comes of them. */
final class Push {

    static final String LAYER = "sha256:" + "1".repeat(64);
    static final String OTHER = "sha256:" + "2".repeat(64);

    /** A payload of two layers, the same twice. */
    static final String PAYLOAD = payload("a/b", "v1", LAYER, LAYER);

    private Push() {}

    static String payload(String name, String tag, String... layers) {
        StringBuilder text = new StringBuilder("{\n   \"schemaVersion\": 1,\n   \"name\": \"" + name
                + "\",\n   \"tag\": \"" + tag + "\",\n   \"architecture\": \"amd64\",\n   \"fsLayers\": [");
        for (int i = 0; i < layers.length; i++) {
            text.append(i == 0 ? "" : ",").append("{\"blobSum\": \"" + layers[i] + "\"}");
        }
        text.append("],\n   \"history\": [");
        for (int i = 0; i < layers.length; i++) {
            text.append(i == 0 ? "" : ",").append("{\"v1Compatibility\": \"{\\\"id\\\":\\\"ü" + i + "\\\"}\\n\"}");
        }
        return text + "]\n}";
    }

    /** A payload with signatures in it. */
    static String signed(String payload, String... entries) {
        return payload.substring(0, payload.length() - 2) + ",\n   \"signatures\": [" + String.join(",", entries)
                + "]\n}";
    }

    static Schema1Format format(String... trusted) {
        return new Schema1Format(new StrictJsonReaders(), configuration(true, false, trusted));
    }

    static ManifestReading read(String document) throws IOException {
        return read(format(), "v1", document);
    }

    static ManifestReading read(Schema1Format format, String reference, String document) throws IOException {
        List<RegistryError> errors = new ArrayList<>();
        ManifestReading reading = format.read(push(reference, document), new Noted(errors));
        if (!errors.isEmpty()) {
            throw new RegistryException(errors);
        }
        return reading;
    }

    /** What speaks against a document. */
    static List<RegistryError> faults(Schema1Format format, String reference, String document) {
        try {
            read(format, reference, document);
            throw new AssertionError("taken: " + document);
        } catch (RegistryException e) {
            return e.errors();
        } catch (IOException notJson) {
            return List.of(RegistryError.of(ErrorCode.MANIFEST_INVALID, "what", String.valueOf(notJson.getMessage())));
        }
    }

    static List<RegistryError> faults(String document) {
        return faults(format(), "v1", document);
    }

    /** The reason for which a document counts as not signed. */
    static String unverified(String document) {
        List<RegistryError> faults = faults(document);
        assertThat(faults).hasSize(1).allSatisfy(fault -> assertThat(fault.code())
                .isEqualTo(ErrorCode.MANIFEST_UNVERIFIED));
        return String.valueOf(faults.get(0).detail().get("reason"));
    }

    static String text(ByteBuffer content) {
        return UTF_8.decode(content.duplicate()).toString();
    }

    static Schema1Configuration configuration(boolean enabled, boolean check, String... trusted) {
        return new Schema1Configuration() {
            @Override
            public boolean enabled() {
                return enabled;
            }

            @Override
            public boolean checkNameAndTag() {
                return check;
            }

            @Override
            public String[] trustedKeys() {
                return trusted.clone();
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Schema1Configuration.class;
            }
        };
    }

    private static ManifestPush push(String reference, String document) {
        return new ManifestPush(
                RepositoryName.parse("a/b"),
                Reference.parse(reference),
                Optional.of(Schema1Format.SIGNED),
                ByteBuffer.wrap(document.getBytes(UTF_8)));
    }

    private record Noted(List<RegistryError> errors) implements ManifestFaults {

        @Override
        public void invalid(String where, String what) {
            errors.add(new RegistryError(ErrorCode.MANIFEST_INVALID, Map.of("where", where, "what", what)));
        }

        @Override
        public void add(RegistryError error) {
            errors.add(error);
        }

        @Override
        public int count() {
            return errors.size();
        }
    }
}

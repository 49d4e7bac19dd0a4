package io.amphora.registry.core.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amphora.registry.Digest;
import io.amphora.registry.core.digest.Sha256State;
import io.amphora.storage.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a record lies on storage: a JSON object of strings, {@code kind}, {@code nonce}, {@code offset}, {@code mark} and
 * {@code sha256} in base64, {@code digest}, in this order; absent where the record has none. What a newer version adds is
 * passed over.
 */
final class RecordFormat {

    /** Longer than any record: a mark of 64 KiB in base64 and the rest. */
    static final int MAX_BYTES = 128 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private RecordFormat() {}

    static byte[] write(UploadRecord entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
            out.writeStringField("nonce", entry.nonce());
            if (entry.received().isPresent()) {
                Received received = entry.received().get();
                out.writeStringField("offset", Long.toString(received.offset()));
                out.writeStringField("mark", base64(received.mark().state()));
                out.writeStringField("sha256", base64(received.digest().bytes()));
            }
            if (entry.digest().isPresent()) {
                out.writeStringField("digest", entry.digest().get().toString());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws IOException if it is none
     */
    static UploadRecord read(byte[] bytes) throws IOException {
        Map<String, String> fields = fields(bytes);
        try {
            UploadRecord.Kind kind =
                    UploadRecord.Kind.valueOf(text(fields, "kind").toUpperCase(Locale.ROOT));
            Optional<Received> received = fields.containsKey("mark") ? Optional.of(received(fields)) : Optional.empty();
            Optional<Digest> digest = Optional.ofNullable(fields.get("digest")).map(Digest::parse);
            boolean hasContent = kind == UploadRecord.Kind.PROGRESS || kind == UploadRecord.Kind.FINISH;
            if (hasContent != received.isPresent() || (kind == UploadRecord.Kind.FINISH) != digest.isPresent()) {
                throw new IOException("an incomplete upload record");
            }
            return new UploadRecord(kind, text(fields, "nonce"), received, digest);
        } catch (IllegalArgumentException e) {
            throw new IOException("not an upload record", e);
        }
    }

    private static Received received(Map<String, String> fields) throws IOException {
        Mark mark = new Mark(
                Long.parseLong(text(fields, "offset")), Base64.getDecoder().decode(text(fields, "mark")));
        return new Received(mark, Sha256State.parse(Base64.getDecoder().decode(text(fields, "sha256"))));
    }

    private static String text(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("an upload record without '" + name + "'");
        }
        return value;
    }

    private static Map<String, String> fields(byte[] bytes) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser in = JSON.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an upload record");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (in.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
        }
        return fields;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

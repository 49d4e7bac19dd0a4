package io.amphora.http.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.amphora.registry.RegistryError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The JSON that we make: members in a fixed order. */
public final class JsonReply {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String MEDIA_TYPE = "application/json";

    private JsonReply() {}

    /** The body of every error: the specification's section "Error codes". */
    public static Reply errors(int status, List<RegistryError> errors) {
        return of(status, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            for (RegistryError error : errors) {
                json.writeStartObject();
                json.writeStringField("code", error.code().wireCode());
                json.writeStringField("message", error.code().message());
                if (!error.detail().isEmpty()) {
                    json.writeFieldName("detail");
                    write(json, error.detail());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A list of tags: the specification's section "Listing tags". */
    public static Reply tags(String repository, List<String> tags) {
        return of(200, json -> {
            json.writeStartObject();
            json.writeStringField("name", repository);
            json.writeFieldName("tags");
            write(json, tags);
            json.writeEndObject();
        });
    }

    /** A list of repositories: Docker's "Listing repositories", which the specification leaves out. */
    public static Reply catalog(List<String> repositories) {
        return of(200, json -> {
            json.writeStartObject();
            json.writeFieldName("repositories");
            write(json, repositories);
            json.writeEndObject();
        });
    }

    /** An object without members. */
    public static Reply empty() {
        return of(200, json -> write(json, Map.of()));
    }

    private static Reply of(int status, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(status).with(MEDIA_TYPE, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}

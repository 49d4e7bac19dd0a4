package io.amphora.itests.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer as it came over the wire.
 *
 * @param status of the final answer
 * @param interim statuses of the answers before it, such as 100
 * @param headers in their order
 * @param body after removing the chunks; empty where the protocol allows none
 */
public record Answer(int status, List<Integer> interim, List<Header> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** All values of a header. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The value of a header that comes at most once. */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new IllegalStateException(name + " comes " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON, strictly. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + this, e);
        }
    }

    /** The codes of an error body; fails if the body does not have the shape of one. */
    public List<String> errorCodes() {
        JsonNode root = json();
        if (root.size() != 1
                || !root.path("errors").isArray()
                || root.path("errors").isEmpty()) {
            throw new IllegalStateException("not an error body: " + this);
        }
        List<String> codes = new ArrayList<>();
        for (JsonNode error : root.get("errors")) {
            String code = error.path("code").asText();
            if (!code.matches("[A-Z_]+")) {
                throw new IllegalStateException("an error without a code: " + this);
            }
            codes.add(code);
        }
        return codes;
    }

    /** Whether the server says that it closes the connection after this. */
    public boolean closes() {
        return headers("Connection").stream().anyMatch("close"::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        String start = text().substring(0, Math.min(500, text().length()));
        return status + " " + headers + " (" + body.length + " bytes) " + start;
    }
}

package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How one signature is kept: as JSON of a fixed form, so that the same one is the same bytes however it was sent. What was
 * not read, and proves nothing, is not in it.
 */
final class SignatureText {

    private SignatureText() {}

    static String write(JsonSignature signature) {
        String key = signature.chain().isEmpty()
                ? "\"jwk\":{" + members(signature.key()) + "}"
                : "\"x5c\":["
                        + signature.chain().stream().map(SignatureText::quoted).collect(Collectors.joining(",")) + "]";
        return "{\"header\":{" + key + ",\"alg\":" + quoted(signature.algorithm()) + "},\"signature\":"
                + quoted(signature.value()) + ",\"protected\":" + quoted(signature.header()) + "}";
    }

    static ByteBuffer bytes(JsonSignature signature) {
        return ByteBuffer.wrap(write(signature).getBytes(US_ASCII));
    }

    /** A signature that is kept, maybe by another registry. */
    static JsonSignature read(ByteBuffer kept, JsonReaders readers) throws UnverifiedException {
        try (JsonReader json = readers.open(kept)) {
            json.next();
            JsonSignature signature = SignatureReader.read(json);
            json.end();
            return signature;
        } catch (IOException e) {
            throw new UnverifiedException("not JSON", e);
        }
    }

    private static String members(Map<String, String> key) {
        return key.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + quoted(member.getValue()))
                .collect(Collectors.joining(","));
    }

    /** A JSON string in ASCII. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}

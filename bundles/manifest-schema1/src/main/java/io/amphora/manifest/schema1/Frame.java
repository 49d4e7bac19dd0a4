package io.amphora.manifest.schema1;

import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.JsonReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a payload lies in a signed document: its first bytes, then the signatures, and what the payload itself had at its
 * end. The protected header of every signature names both. A payload has one frame only: the signatures go in behind its
 * last member, so that those of all signers fit together and nothing else can stand between.
 *
 * @param length how many bytes the document and the payload have in common at their beginning
 * @param tail the payload's last bytes
 */
record Frame(int length, byte[] tail) {

    /** The frame of a payload. */
    static Frame of(byte[] payload) throws UnverifiedException {
        int brace = lastInk(payload, payload.length);
        int member = brace > 0 ? lastInk(payload, brace) : -1;
        if (member < 0 || payload[brace] != '}') {
            throw new UnverifiedException("the payload is not an object");
        }
        return new Frame(member + 1, Arrays.copyOfRange(payload, member + 1, payload.length));
    }

    /**
     * The frame that the protected header of a signature names.
     *
     * @param header in base64url
     * @param longest how long the document is
     */
    static Frame named(String header, JsonReaders readers, int longest) throws UnverifiedException {
        byte[] text = Base64Text.decodeUrl(header, "protected");
        try (JsonReader json = readers.open(ByteBuffer.wrap(text))) {
            return read(json, longest);
        } catch (IOException e) {
            throw new UnverifiedException("protected is not JSON", e);
        }
    }

    /** The payload of a document with this frame. */
    byte[] payload(byte[] document) {
        byte[] payload = Arrays.copyOf(document, length + tail.length);
        System.arraycopy(tail, 0, payload, length, tail.length);
        return payload;
    }

    boolean is(Frame other) {
        return length == other.length && Arrays.equals(tail, other.tail);
    }

    private static Frame read(JsonReader json, int longest) throws IOException, UnverifiedException {
        long length = -1;
        byte[] tail = {};
        json.next();
        expect(json, Token.OBJECT);
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "formatLength" -> length = length(json, longest);
                case "formatTail" -> {
                    expect(json, Token.STRING);
                    tail = Base64Text.decodeUrl(json.text(), "formatTail");
                }
                default -> json.skip();
            }
        }
        json.end();
        if (length < 0 || tail.length == 0) {
            throw new UnverifiedException("protected names no " + (length < 0 ? "formatLength" : "formatTail"));
        }
        return new Frame((int) length, tail);
    }

    private static long length(JsonReader json, int longest) throws IOException, UnverifiedException {
        expect(json, Token.INTEGER);
        try {
            long length = Long.parseLong(json.text());
            if (length > 0 && length <= longest) {
                return length;
            }
        } catch (NumberFormatException tooLarge) {
            // Larger than a document can be: answered below.
        }
        throw new UnverifiedException("formatLength is not from 1 to the document's length");
    }

    private static void expect(JsonReader json, Token token) throws UnverifiedException {
        if (json.token() != token) {
            throw new UnverifiedException("protected: not what belongs at " + json.where());
        }
    }

    /** The place of the last byte before an end that is no white space of JSON; -1 if there is none. */
    private static int lastInk(byte[] text, int end) {
        int at = end - 1;
        while (at >= 0 && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at--;
        }
        return at;
    }
}

package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.JsonReaders;
import io.amphora.registry.manifest.SignedManifestFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed document taken apart: the payload, and the signatures that it came with. All of the document but its last
 * member, {@code signatures}, is in the payload; what the signatures are worth is another question.
 *
 * @param payload the bytes that were signed
 * @param signatures at least one
 */
record SignedText(byte[] payload, List<JsonSignature> signatures) {

    private static final String MEMBER = "signatures";

    SignedText {
        signatures = List.copyOf(signatures);
    }

    /**
     * Takes a document apart.
     *
     * @throws IOException if it is not JSON as we take it
     * @throws UnverifiedException if it holds no signatures, or not as libtrust writes them
     */
    static SignedText read(byte[] document, JsonReaders readers) throws IOException, UnverifiedException {
        Members outer = Members.of(document, readers);
        if (!outer.last().equals(MEMBER) || outer.signatures().isEmpty()) {
            throw new UnverifiedException("the document does not end with signatures");
        }
        Frame frame = Frame.named(outer.signatures().get(0).header(), readers, document.length);
        for (JsonSignature signature : outer.signatures()) {
            if (!frame.is(Frame.named(signature.header(), readers, document.length))) {
                throw new UnverifiedException("the signatures differ in formatLength or formatTail");
            }
        }
        byte[] payload = frame.payload(document);
        if (!frame.is(Frame.of(payload))) {
            throw new UnverifiedException("formatLength is not the end of the payload's last member");
        }
        if (membersOf(payload, readers) != outer.count() - 1) {
            throw new UnverifiedException("a member is outside of what was signed");
        }
        return new SignedText(payload, outer.signatures());
    }

    /** The document around it is JSON, so a payload that is none was cut out at the wrong place. */
    private static int membersOf(byte[] payload, JsonReaders readers) throws UnverifiedException {
        try {
            return Members.of(payload, readers).count();
        } catch (IOException e) {
            throw new UnverifiedException("what formatLength and formatTail make of it is not JSON", e);
        }
    }

    /**
     * Puts signatures into a payload.
     *
     * @param signatures at least one, as {@link SignatureText} writes them
     */
    static byte[] write(byte[] payload, Frame frame, List<String> signatures) {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.write(payload, 0, frame.length());
        document.writeBytes((",\n   \"" + MEMBER + "\": [\n      ").getBytes(US_ASCII));
        document.writeBytes(String.join(",\n      ", signatures).getBytes(US_ASCII));
        document.writeBytes("\n   ]\n}".getBytes(US_ASCII));
        return document.toByteArray();
    }

    /** The top of an object: how many members it has, the name of the last, and the signatures in it. */
    private record Members(int count, String last, List<JsonSignature> signatures) {

        static Members of(byte[] object, JsonReaders readers) throws IOException, UnverifiedException {
            int count = 0;
            String last = "";
            List<JsonSignature> signatures = new ArrayList<>();
            try (JsonReader json = readers.open(ByteBuffer.wrap(object))) {
                if (json.next() != Token.OBJECT) {
                    throw new UnverifiedException("not an object");
                }
                while (json.next() == Token.NAME) {
                    count++;
                    last = json.name();
                    if (json.next() == Token.ARRAY && last.equals(MEMBER)) {
                        collect(json, signatures);
                    } else {
                        json.skip();
                    }
                }
                json.end();
            }
            return new Members(count, last, signatures);
        }

        private static void collect(JsonReader json, List<JsonSignature> signatures)
                throws IOException, UnverifiedException {
            while (json.next() != Token.END_ARRAY) {
                signatures.add(SignatureReader.read(json));
                if (signatures.size() > SignedManifestFormat.MOST_SIGNATURES) {
                    throw new UnverifiedException("more than " + SignedManifestFormat.MOST_SIGNATURES + " signatures");
                }
            }
        }
    }
}

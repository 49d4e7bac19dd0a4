package io.amphora.manifest.schema1;

import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads one entry of {@code signatures}. Members that mean nothing to us are passed over, and so dropped. */
final class SignatureReader {

    /** The most certificates in a chain. */
    private static final int LONGEST_CHAIN = 10;

    private final JsonReader json;
    private final Map<String, String> key = new TreeMap<>();
    private final List<String> chain = new ArrayList<>();
    private String algorithm = "";
    private String keyId = "";
    private String value = "";
    private String header = "";

    private SignatureReader(JsonReader json) {
        this.json = json;
    }

    /**
     * Reads the entry that a walk is at.
     *
     * @throws UnverifiedException if it is no signature by its form
     */
    static JsonSignature read(JsonReader json) throws IOException, UnverifiedException {
        return new SignatureReader(json).read();
    }

    private JsonSignature read() throws IOException, UnverifiedException {
        expect(Token.OBJECT);
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "header" -> header();
                case "signature" -> value = string();
                case "protected" -> header = string();
                default -> json.skip();
            }
        }
        if (value.isEmpty() || header.isEmpty()) {
            throw new UnverifiedException("without " + (value.isEmpty() ? "signature" : "protected"));
        }
        return new JsonSignature(algorithm, keyId, key, chain, value, header);
    }

    private void header() throws IOException, UnverifiedException {
        expect(Token.OBJECT);
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "alg" -> algorithm = string();
                case "kid" -> keyId = string();
                case "jwk" -> key();
                case "x5c" -> chain();
                default -> json.skip();
            }
        }
    }

    private void key() throws IOException, UnverifiedException {
        expect(Token.OBJECT);
        while (json.next() == Token.NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "crv", "e", "kid", "kty", "n", "x", "y" -> key.put(name, string());
                case "d", "k" -> throw new UnverifiedException("a private key is in it: take it out of use");
                default -> json.skip();
            }
        }
    }

    private void chain() throws IOException, UnverifiedException {
        expect(Token.ARRAY);
        while (json.next() != Token.END_ARRAY) {
            chain.add(string());
            if (chain.size() > LONGEST_CHAIN) {
                throw new UnverifiedException("more than " + LONGEST_CHAIN + " certificates");
            }
        }
    }

    private String string() throws IOException, UnverifiedException {
        expect(Token.STRING);
        return json.text();
    }

    private void expect(Token token) throws UnverifiedException {
        if (json.token() != token) {
            throw new UnverifiedException("not what belongs at " + json.where());
        }
    }
}

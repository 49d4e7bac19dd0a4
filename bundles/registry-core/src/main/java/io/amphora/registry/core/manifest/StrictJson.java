package io.amphora.registry.core.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A walk over one JSON text that takes I-JSON (RFC 7493) only: UTF-8 without a byte order mark, no name twice in an object,
 * no lone surrogates, at most {@value #DEPTH} levels, nothing behind the end. It keeps no tree and does not recurse.
 */
final class StrictJson implements Closeable {

    static final int DEPTH = 100;

    /** Names are not kept from one text to the next: a client chooses them. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;

    StrictJson(byte[] content) throws IOException {
        // Through a reader: of bytes the parser would guess the encoding, and take UTF-16 and marks.
        InputStreamReader reader = new InputStreamReader(
                new ByteArrayInputStream(content),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        parser = FACTORY.createParser(reader);
    }

    /** Moves to the next token. */
    JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new NotJsonException(at(parser.currentLocation()), "ends too early");
        }
        if (token == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            checkSurrogates(name.toCharArray(), 0, name.length());
        } else if (token == JsonToken.VALUE_STRING) {
            checkSurrogates(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
        return token;
    }

    /** The token that the walk is at. */
    JsonToken token() {
        return parser.currentToken();
    }

    /** The name of the member that the walk is at. */
    String name() throws IOException {
        return parser.currentName();
    }

    /** The text of the string or number that the walk is at. */
    String text() throws IOException {
        return parser.getText();
    }

    /** Moves to the end of the value that begins here. */
    void skip() throws IOException {
        int open = token().isStructStart() ? 1 : 0;
        while (open > 0) {
            JsonToken token = next();
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
        }
    }

    /** Checks that nothing but white space follows. */
    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new NotJsonException(at(parser.currentTokenLocation()), "something follows the end");
        }
    }

    /** Where the walk is, as a JSON pointer. */
    String where() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    /** What is wrong, if an exception of this walk says that the text is not what we take. */
    static NotJsonException explain(IOException fault) {
        if (fault instanceof NotJsonException ours) {
            return ours;
        }
        if (fault instanceof CharacterCodingException) {
            return new NotJsonException("document", "not UTF-8");
        }
        if (fault instanceof StreamConstraintsException tooMuch) {
            return new NotJsonException(
                    at(tooMuch.getLocation()), "deeper than " + DEPTH + " levels, or a number of too many digits");
        }
        if (fault instanceof JsonProcessingException syntax) {
            return new NotJsonException(at(syntax.getLocation()), syntax.getOriginalMessage());
        }
        return new NotJsonException("document", "cannot be read");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void checkSurrogates(char[] text, int start, int length) throws NotJsonException {
        for (int i = start; i < start + length; i++) {
            if (!Character.isSurrogate(text[i])) {
                continue;
            }
            boolean pair = i + 1 < start + length && Character.isSurrogatePair(text[i], text[i + 1]);
            if (!pair) {
                throw new NotJsonException(at(parser.currentTokenLocation()), "half a surrogate pair");
            }
            i++;
        }
    }

    private static String at(JsonLocation location) {
        return location == null ? "document" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** A text is not JSON as we take it. */
    static final class NotJsonException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String where;

        NotJsonException(String where, String what) {
            super(what);
            this.where = where;
        }

        String where() {
            return where;
        }

        String what() {
            return getMessage();
        }
    }
}

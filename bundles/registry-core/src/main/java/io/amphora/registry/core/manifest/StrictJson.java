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
import io.amphora.registry.manifest.JsonReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A walk over one JSON text that takes I-JSON (RFC 7493) only: UTF-8 without a byte order mark, no name twice in an object,
 * no lone surrogates, at most {@value #DEPTH} levels, nothing behind the end. It keeps no tree and does not recurse.
 */
final class StrictJson implements JsonReader {

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
    private Token at = Token.NULL;

    StrictJson(ByteBuffer text) throws IOException {
        // Through a reader: of bytes the parser would guess the encoding, and take UTF-16 and marks.
        InputStreamReader reader = new InputStreamReader(
                new BufferStream(text),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        parser = FACTORY.createParser(reader);
    }

    @Override
    public Token next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new NotJsonException(place(parser.currentLocation()), "ends too early");
        }
        if (token == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            checkSurrogates(name.toCharArray(), 0, name.length());
        } else if (token == JsonToken.VALUE_STRING) {
            checkSurrogates(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
        at = tokenOf(token);
        return at;
    }

    @Override
    public Token token() {
        return at;
    }

    @Override
    public String name() throws IOException {
        return parser.currentName();
    }

    @Override
    public String text() throws IOException {
        return parser.getText();
    }

    @Override
    public void skip() throws IOException {
        int open = isStart(at) ? 1 : 0;
        while (open > 0) {
            Token token = next();
            if (isStart(token)) {
                open++;
            } else if (token == Token.END_OBJECT || token == Token.END_ARRAY) {
                open--;
            }
        }
    }

    private static boolean isStart(Token token) {
        return token == Token.OBJECT || token == Token.ARRAY;
    }

    private static Token tokenOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Token.OBJECT;
            case END_OBJECT -> Token.END_OBJECT;
            case START_ARRAY -> Token.ARRAY;
            case END_ARRAY -> Token.END_ARRAY;
            case FIELD_NAME -> Token.NAME;
            case VALUE_STRING -> Token.STRING;
            case VALUE_NUMBER_INT -> Token.INTEGER;
            case VALUE_NUMBER_FLOAT -> Token.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> Token.BOOLEAN;
            case VALUE_NULL -> Token.NULL;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no token of a text: " + token);
        };
    }

    @Override
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new NotJsonException(place(parser.currentTokenLocation()), "something follows the end");
        }
    }

    @Override
    public String where() {
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
                    place(tooMuch.getLocation()), "deeper than " + DEPTH + " levels, or a number of too many digits");
        }
        if (fault instanceof JsonProcessingException syntax) {
            return new NotJsonException(place(syntax.getLocation()), syntax.getOriginalMessage());
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
                throw new NotJsonException(place(parser.currentTokenLocation()), "half a surrogate pair");
            }
            i++;
        }
    }

    private static String place(JsonLocation location) {
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

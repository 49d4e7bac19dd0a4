package io.amphora.registry.core.manifest;

import io.amphora.registry.Digest;
import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReader.Token;
import io.amphora.registry.manifest.ManifestFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the value that a walk is at as what it should be, and moves to its end. What is something else is noted and
 * absent; {@code null} is absent, as writers in Go put it for nothing.
 */
final class Values {

    /** The longest media type of RFC 6838. */
    static final int LONGEST_TYPE = 255;

    private final JsonReader json;
    private final ManifestFaults faults;

    Values(JsonReader json, ManifestFaults faults) {
        this.json = json;
        this.faults = faults;
    }

    /** Whether a structure begins here; if it should and does not, that is noted. */
    boolean begins(Token structure) throws IOException {
        if (json.token() == structure) {
            return true;
        }
        if (json.token() != Token.NULL) {
            wrong(structure == Token.OBJECT ? "not an object" : "not an array");
        }
        return false;
    }

    Optional<String> string() throws IOException {
        if (json.token() == Token.STRING) {
            return Optional.of(json.text());
        }
        if (json.token() != Token.NULL) {
            wrong("not a string");
        }
        return Optional.empty();
    }

    Optional<String> type() throws IOException {
        Optional<String> type = string();
        if (type.isPresent() && type.get().length() > LONGEST_TYPE) {
            wrong("longer than " + LONGEST_TYPE + " characters");
            return Optional.empty();
        }
        return type;
    }

    Optional<Digest> digest() throws IOException {
        Optional<String> text = string();
        try {
            return text.map(Digest::parse);
        } catch (IllegalArgumentException e) {
            wrong(e.getMessage());
            return Optional.empty();
        }
    }

    /** A plain integer from 0 to 2^63-1. */
    OptionalLong size() throws IOException {
        if (json.token() == Token.INTEGER && json.text().charAt(0) != '-') {
            try {
                return OptionalLong.of(Long.parseLong(json.text()));
            } catch (NumberFormatException tooLarge) {
                wrong("larger than 2^63-1");
                return OptionalLong.empty();
            }
        }
        if (json.token() != Token.NULL) {
            wrong("not a plain integer of at least 0");
        }
        return OptionalLong.empty();
    }

    List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        if (begins(Token.ARRAY)) {
            while (json.next() != Token.END_ARRAY) {
                string().ifPresent(strings::add);
            }
        }
        return strings;
    }

    /** An object whose values are strings. */
    void stringMap() throws IOException {
        if (begins(Token.OBJECT)) {
            while (json.next() == Token.NAME) {
                json.next();
                string();
            }
        }
    }

    private void wrong(String what) throws IOException {
        faults.invalid(json.where(), what);
        json.skip();
    }
}

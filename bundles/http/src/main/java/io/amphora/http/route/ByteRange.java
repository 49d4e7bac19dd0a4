package io.amphora.http.route;

import java.util.Locale;
import java.util.Optional;

/** What a {@code Range} header asks of content: RFC 9110, section 14. */
public sealed interface ByteRange {

    /** All of it: there is no range, or none that we take. */
    record Whole() implements ByteRange {}

    /** Nothing that is there. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * A part of it.
     *
     * @param first the offset of the first byte
     * @param last the offset of the last one, within the content
     */
    record Part(long first, long last) implements ByteRange {
        /** How many bytes. */
        public long length() {
            return last - first + 1;
        }
    }

    /**
     * Reads the header for content of so many bytes. Several ranges, other units and what cannot be read ask for all of
     * it. A range that runs backwards is unsatisfiable, as the conformance suite has it.
     */
    static ByteRange parse(Optional<String> header, long size) {
        String text = header.orElse("").strip();
        int equals = text.indexOf('=');
        if (size == 0 || equals < 0 || text.indexOf(',') >= 0) {
            return new Whole();
        }
        int dash = text.indexOf('-', equals);
        if (dash < 0
                || !text.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("bytes")) {
            return new Whole();
        }
        String first = text.substring(equals + 1, dash).strip();
        String last = text.substring(dash + 1).strip();
        return first.isEmpty() ? suffix(Digits.parse(last), size) : part(Digits.parse(first), last, size);
    }

    private static ByteRange suffix(long count, long size) {
        if (count < 0) {
            return new Whole();
        }
        return count == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - count), size - 1);
    }

    private static ByteRange part(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? Digits.TOO_MANY : Digits.parse(lastText);
        if (first < 0 || last < 0) {
            return new Whole();
        }
        return first >= size || last < first ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }
}

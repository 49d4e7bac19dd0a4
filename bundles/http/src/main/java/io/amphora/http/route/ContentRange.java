package io.amphora.http.route;

import java.util.Optional;

/**
 * Which bytes of an upload a request carries: {@code <first>-<last>}, without unit and total, unlike RFC 9110's header.
 *
 * @param first the offset of the first byte
 * @param last the offset of the last one, not before the first
 */
public record ContentRange(long first, long last) {

    /** Reads the header's value; nothing if it is malformed, runs backwards, or has numbers above 18 digits. */
    public static Optional<ContentRange> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        long first = Digits.parse(text.substring(0, dash));
        long last = Digits.parse(text.substring(dash + 1));
        boolean valid = first >= 0 && last >= first && last < Digits.TOO_MANY;
        return valid ? Optional.of(new ContentRange(first, last)) : Optional.empty();
    }

    /** How many bytes. */
    public long length() {
        return last - first + 1;
    }
}

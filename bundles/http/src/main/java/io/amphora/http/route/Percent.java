package io.amphora.http.route;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding, undone exactly once. */
final class Percent {

    private static final int ESCAPE = 3;

    private Percent() {}

    /** One segment of a path; nothing if it is malformed or decodes to anything but visible ASCII without a slash. */
    static Optional<String> segment(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int c = raw.charAt(i);
            if (c == '%') {
                c = octet(raw, i);
                i += ESCAPE - 1;
            }
            if (c <= ' ' || c > '~' || c == '/') {
                return Optional.empty();
            }
            text.append((char) c);
        }
        return Optional.of(text.toString());
    }

    /** A name or a value of a query; what is malformed stays as it is, and will mean nothing. */
    static String query(String raw) {
        byte[] bytes = new byte[raw.length() * 3];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int octet = c == '%' ? octet(raw, i) : -1;
            if (octet >= 0) {
                bytes[length++] = (byte) octet;
                i += ESCAPE - 1;
            } else {
                byte[] plain = String.valueOf(c == '+' ? ' ' : c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(plain, 0, bytes, length, plain.length);
                length += plain.length;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int octet(String raw, int start) {
        if (start + ESCAPE > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(start + 1), 16);
        int low = Character.digit(raw.charAt(start + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

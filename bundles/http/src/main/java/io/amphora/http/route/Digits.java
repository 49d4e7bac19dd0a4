package io.amphora.http.route;

/** Decimal numbers of any length, without overflow. */
final class Digits {

    /** Stands for every number that has more than 18 digits. */
    static final long TOO_MANY = Long.MAX_VALUE;

    private static final int MOST = 18;

    private Digits() {}

    /** The number, {@link #TOO_MANY}, or -1 if the text is not made of digits alone. */
    static long parse(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            start += start == i && c == '0' ? 1 : 0;
        }
        if (text.isEmpty()) {
            return -1;
        }
        if (text.length() - start > MOST) {
            return TOO_MANY;
        }
        return start == text.length() ? 0 : Long.parseLong(text.substring(start));
    }
}

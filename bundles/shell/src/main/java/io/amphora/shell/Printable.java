package io.amphora.shell;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Values in the form that commands print them in; the text of strangers is made harmless for a terminal. */
final class Printable {

    private Printable() {}

    /** The text with control characters, which could be commands to the terminal, written as escapes. */
    static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> append(printable, (char) c));
        return printable.toString();
    }

    /** A time, in UTC and to the second. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static void append(StringBuilder printable, char c) {
        if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            printable.append(String.format("\\u%04x", (int) c));
        } else {
            printable.append(c);
        }
    }
}

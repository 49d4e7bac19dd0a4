package io.amphora.shell;

/**
 * JSON, indented for reading. Only blanks between its parts change, and control characters are written as escapes; what is
 * not JSON comes out as well as it can.
 */
final class IndentedJson {

    private static final int MAX_DEPTH = 40;

    private final String text;
    private final StringBuilder indented;
    private int depth;

    private IndentedJson(String text) {
        this.text = text;
        this.indented = new StringBuilder(text.length() * 2);
    }

    static String of(String json) {
        return new IndentedJson(json).indent();
    }

    private String indent() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> i = string(i);
                case '{', '[' -> i = open(i);
                case '}', ']' -> close(c);
                case ',' -> line(c);
                case ':' -> indented.append(": ");
                case ' ', '\t', '\r', '\n' -> {}
                default -> Printable.append(indented, c);
            }
            i++;
        }
        return indented.toString();
    }

    /** Copies a string; returns the index of its last character. */
    private int string(int start) {
        int i = start;
        boolean escaped = false;
        do {
            Printable.append(indented, text.charAt(i));
            i++;
            escaped = !escaped && i - 1 > start && text.charAt(i - 1) == '\\';
        } while (i < text.length() && (escaped || text.charAt(i) != '"'));
        if (i < text.length()) {
            indented.append('"');
        }
        return i;
    }

    /** Opens an object or an array; an empty one is kept on its line. Returns the index of the last character used. */
    private int open(int start) {
        int next = start + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        indented.append(text.charAt(start));
        if (next < text.length() && (text.charAt(next) == '}' || text.charAt(next) == ']')) {
            indented.append(text.charAt(next));
            return next;
        }
        depth++;
        line();
        return start;
    }

    private void close(char bracket) {
        depth--;
        line();
        indented.append(bracket);
    }

    private void line(char comma) {
        indented.append(comma);
        line();
    }

    private void line() {
        indented.append('\n').append("  ".repeat(Math.max(0, Math.min(depth, MAX_DEPTH))));
    }
}

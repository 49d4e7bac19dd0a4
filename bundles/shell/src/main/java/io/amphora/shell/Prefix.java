package io.amphora.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;

/** What was typed of an argument so far. */
record Prefix(String text) {

    /** How many names are looked up and offered at most. */
    static final int LIMIT = 100;

    /** A character behind all that stand in names of repositories and tags. */
    private static final char LAST = '~';

    static Prefix of(CommandLine line) {
        String argument = line.getCursorArgument();
        return new Prefix(argument == null ? "" : argument.substring(0, line.getArgumentPosition()));
    }

    /** A text that sorts behind no name with this prefix, and before as few others as can be told. */
    String before() {
        if (text.isEmpty()) {
            return "";
        }
        int end = text.length() - 1;
        return text.substring(0, end) + (char) (text.charAt(end) - 1) + LAST;
    }

    /** Those of the names that begin so. */
    List<String> matching(Stream<String> names) {
        return names.filter(name -> name.startsWith(text)).toList();
    }
}

package io.amphora.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Action;

/** Runs commands and keeps what they print. */
final class Console {

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private Console() {}

    /** The lines that a command prints, without colours and blanks at their ends. */
    static List<String> run(Action command) throws Exception {
        List<String> lines = new ArrayList<>();
        run(command, lines);
        return lines;
    }

    /** Runs a command and adds the lines that it prints, also where it fails afterwards. */
    static void run(Action command, List<String> lines) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            command.execute();
        } finally {
            System.setOut(before);
            String text =
                    COLOURS.matcher(printed.toString(StandardCharsets.UTF_8)).replaceAll("");
            text.lines().map(String::stripTrailing).forEach(lines::add);
        }
    }
}

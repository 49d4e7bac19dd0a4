package io.amphora.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal that this process may have been started on, asked through its own programs. */
final class Terminal {

    private volatile String settings = "";

    /** Whether somebody can type, and read the answer. */
    boolean isPresent() {
        return "yes".equals(ask("[ -t 0 ] && [ -t 1 ] && echo yes >&2"));
    }

    void remember() {
        if (isPresent()) {
            settings = ask("stty -g >&2");
        }
    }

    /** A console leaves the terminal raw where it is stopped rather than left. */
    void restore() {
        if (!settings.isEmpty()) {
            ask("stty '" + settings + "'");
        }
    }

    /** Standard input and output must be the terminal's, so the answer comes by the third way. */
    private static String ask(String question) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", question)
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .start();
            byte[] answer = shell.getErrorStream().readAllBytes();
            boolean ended = shell.waitFor(2, TimeUnit.SECONDS);
            return ended && shell.exitValue() == 0 ? new String(answer, StandardCharsets.US_ASCII).strip() : "";
        } catch (IOException noShell) {
            return "";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

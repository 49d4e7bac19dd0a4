package io.amphora.itests.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the operating system. Where it is missing, the failure says which command installs it.
 *
 * @param program its name
 * @param packageName the Debian package that it comes in
 */
public record Tool(String program, String packageName) {

    /**
     * Runs it to its end.
     *
     * @return what it wrote, without white space at the end
     * @throws IOException if it is missing or fails
     */
    public String run(Object... arguments) throws IOException {
        List<String> command = command(arguments);
        Process process = start(new ProcessBuilder(command).redirectErrorStream(true));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.stripTrailing();
    }

    /** The command line, for a process that the caller starts by {@link #start}. */
    public List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Starts it; whoever does so ends it. */
    public Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    program + " is missing; apt-get install -y --no-install-recommends " + packageName, e);
        }
    }
}

package io.amphora.shell;

import java.io.PrintStream;

/** Where commands print to. */
final class Output {

    private Output() {}

    /**
     * The standard output of this thread, which Karaf connects to the caller's console, or to the next command of a pipe.
     * The console that a session hands out would pass the pipe by.
     */
    static PrintStream ofCommand() {
        return System.out;
    }
}

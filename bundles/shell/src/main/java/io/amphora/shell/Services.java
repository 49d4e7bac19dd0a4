package io.amphora.shell;

import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Services that may be away. */
final class Services {

    private Services() {}

    /**
     * A service, or a sentence for who called.
     *
     * @throws CommandException if it is away
     */
    static <T> T present(@Nullable T service, String what) throws CommandException {
        if (service == null) {
            throw new CommandException(what + " is not there: see bundle:list and oci:status");
        }
        return service;
    }
}

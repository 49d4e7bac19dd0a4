package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.storage.admin.SwapRefusedException;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** What a command does, with faults that are its caller's told in a sentence instead of a stack trace in the log. */
interface Attempt {

    /** Does it. */
    void run() throws RegistryException, SwapRefusedException, CommandException;

    /**
     * Does it for a command that answers nothing.
     *
     * @throws CommandException if it cannot be done as asked
     */
    static @Nullable Object of(Attempt attempt) throws CommandException {
        try {
            attempt.run();
            return null;
        } catch (RegistryException | SwapRefusedException | IllegalArgumentException e) {
            throw new CommandException(Printable.text(String.valueOf(e.getMessage())), e);
        }
    }
}

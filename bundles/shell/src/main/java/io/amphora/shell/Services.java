package io.amphora.shell;

import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.admin.StorageDrivers;
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

    /** Whether a driver is active: whoever asks storage while there is none waits, which a person who types must not. */
    static boolean storageAnswers(@Nullable StorageDrivers drivers) {
        return drivers != null && drivers.list().stream().anyMatch(driver -> driver.state() == State.ACTIVE);
    }
}

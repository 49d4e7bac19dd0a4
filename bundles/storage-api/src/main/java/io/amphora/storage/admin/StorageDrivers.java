package io.amphora.storage.admin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The storage drivers of this node. Thread-safe; provided as a service. */
@ProviderType
public interface StorageDrivers {

    /** The driver instances that are there now, the active one first, then by name. */
    List<DriverStatus> list();

    /**
     * Makes the driver of that name active, writes the choice to configuration, and returns when new operations go to it.
     * Operations that run finish on the old one. Of several drivers with the name the preferred one is taken.
     *
     * @param force take it although it is over another store than the one in use (never if that one is shared with other
     *     nodes), or cannot be written
     * @throws SwapRefusedException if there is none of that name, or it does not fit
     */
    Swap use(String name, boolean force) throws SwapRefusedException;

    /**
     * Tries what the registry needs of the driver of that name, below {@code /amphora/check} in its store, and cleans up.
     * Takes seconds at most, unless the store is slow.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    DriverCheck check(String name);
}

package io.amphora.storage.switching;

import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.DriverUnavailableException;
import java.util.UUID;

/** Who comes after a driver that went away. */
interface Succession {

    /**
     * Holds a driver over the store that fits the tenant, the active one if it does; waits for one as long as the gate allows.
     *
     * @param path what for
     */
    Hold next(UUID store, Tenant tenant, StoragePath path) throws DriverUnavailableException;
}

package io.amphora.storage.lease;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Hands out the active driver, a lease at a time. Thread-safe; provided as a service. */
@ProviderType
public interface ActiveStorage {

    /**
     * Takes a lease on the active driver. Where there is none at the moment, waits for one as long as the gate allows, so
     * that a request which has begun outlives a change of driver; a new request first passes {@link #whenAvailable}.
     *
     * @throws StorageUnavailableException if none came
     */
    StorageLease lease() throws StorageUnavailableException;

    /**
     * The gate: completes as soon as a driver is active, at once if one is. Completes with
     * {@link StorageUnavailableException} when none came within the configured time, or when too many wait already. No
     * thread waits; dependents run on the thread that brought the driver, so they must be short.
     */
    CompletionStage<Void> whenAvailable();
}

package io.amphora.storage.lease;

import io.amphora.storage.StorageDriver;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The right to use a driver for one operation. Closed by who took it; readers and writers that were opened through it
 * have leases of their own until they are closed. When the driver goes away, all of them go on with the next one over the
 * same store; calls fail with {@link DriverUnavailableException} if none comes in time. What a reader reads is expected
 * never to be replaced by other content.
 */
@ProviderType
public interface StorageLease extends AutoCloseable {

    /** The driver, until this lease is closed. */
    StorageDriver driver();

    /** The name of the instance that is used at the moment. */
    String name();

    /** The id of the store behind it, from {@code /amphora/store}: the same wherever the same bytes are. */
    UUID store();

    /** Whether nodes on other machines may use the same store. */
    boolean shared();

    /** An ability of the driver, such as {@link io.amphora.storage.CompareAndSet}; empty if it lacks it. */
    <T> Optional<T> ability(Class<T> type);

    /** Gives the lease back; any number of times. */
    @Override
    void close();
}

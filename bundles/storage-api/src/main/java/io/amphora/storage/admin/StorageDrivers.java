package io.amphora.storage.admin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The storage drivers of this node. Thread-safe; provided as a service. */
@ProviderType
public interface StorageDrivers {

    /** The driver instances that are there now, the active one first, then by name. */
    List<DriverStatus> list();
}

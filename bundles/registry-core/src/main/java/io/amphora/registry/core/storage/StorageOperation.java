package io.amphora.registry.core.storage;

import io.amphora.storage.lease.StorageLease;
import java.io.IOException;

/** What is done with one lease. */
@FunctionalInterface
public interface StorageOperation<T> {

    /** Does it; the lease is the caller's, who closes it. */
    T run(StorageLease lease) throws IOException;
}

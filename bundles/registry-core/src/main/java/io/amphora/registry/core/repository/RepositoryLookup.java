package io.amphora.registry.core.repository;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.List;

/**
 * What being a repository means. One exists as long as storage has anything of it: manifests, layers or uploads. One is
 * listed once it has manifests, so that a push that never ended lists nothing.
 */
public final class RepositoryLookup {

    private RepositoryLookup() {}

    /** Whether the repository exists: at most three look-ups, however much lies in it. */
    public static boolean exists(StorageLease lease, RepositoryName name) throws StorageException {
        StoragePath root = StorageLayout.repository(name);
        for (StoragePath part :
                List.of(StorageLayout.manifests(name), root.resolve("_layers"), StorageLayout.uploads(name))) {
            if (isDirectory(lease, part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What to answer for something that the repository does not hold.
     *
     * @return {@code otherwise}, or {@link ErrorCode#NAME_UNKNOWN} if there is no such repository
     */
    public static RegistryException unknown(StorageLease lease, RepositoryName name, RegistryException otherwise)
            throws StorageException {
        return exists(lease, name) ? otherwise : new RegistryException(ErrorCode.NAME_UNKNOWN, "name", name.toString());
    }

    static boolean isListed(StorageLease lease, RepositoryName name) throws StorageException {
        return isDirectory(lease, StorageLayout.manifests(name));
    }

    private static boolean isDirectory(StorageLease lease, StoragePath path) throws StorageException {
        try {
            return lease.driver().stat(path).directory();
        } catch (PathNotFoundException absent) {
            return false;
        }
    }
}

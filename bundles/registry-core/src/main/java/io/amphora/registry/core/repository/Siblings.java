package io.amphora.registry.core.repository;

import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.NameCursor;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.Optional;

/** A cursor over the directories of one directory, of which a missing one has none. Its head is the name that comes next. */
final class Siblings {

    private final String prefix;
    private final Optional<NameCursor> names;

    private Siblings(String prefix, Optional<NameCursor> names) {
        this.prefix = prefix;
        this.names = names;
    }

    /**
     * A cursor before the first name.
     *
     * @param prefix the directory: empty, or a name and a slash
     * @param after names up to and including this one are left out
     */
    static Siblings open(StorageLease lease, String prefix, String after, int limit) throws StorageException {
        StoragePath directory = prefix.isEmpty()
                ? StorageLayout.repositories()
                : StorageLayout.repositories().resolve(prefix.split("/"));
        try {
            return new Siblings(prefix, Optional.of(new NameCursor(lease, directory, after, limit)));
        } catch (PathNotFoundException absent) {
            return new Siblings(prefix, Optional.empty());
        }
    }

    /** Moves to the next name. Returns whether there is one. */
    boolean advance() throws StorageException {
        return names.isPresent() && names.get().advance();
    }

    /** The whole name at which the cursor is. */
    String head() {
        return prefix + names.orElseThrow().name();
    }
}

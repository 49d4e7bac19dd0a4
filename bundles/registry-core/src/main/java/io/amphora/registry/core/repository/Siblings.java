package io.amphora.registry.core.repository;

import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.List;

/** A cursor over the directories of one directory, at the memory of one page. Its head is the name that comes next. */
final class Siblings {

    private static final int PAGE = 1000;

    private final StorageLease lease;
    private final String prefix;
    private Page page;
    private int index = -1;

    /**
     * A cursor before the first name.
     *
     * @param prefix the directory: empty, or a name and a slash
     * @param after names up to and including this one are left out
     */
    Siblings(StorageLease lease, String prefix, String after) throws StorageException {
        this.lease = lease;
        this.prefix = prefix;
        this.page = list(after);
    }

    /** Moves to the next name. Returns whether there is one. */
    boolean advance() throws StorageException {
        index++;
        if (index == page.names().size() && page.more() && index > 0) {
            page = list(page.names().get(index - 1));
            index = 0;
        }
        return index < page.names().size();
    }

    /** The whole name at which the cursor is. */
    String head() {
        return prefix + page.names().get(index);
    }

    private Page list(String after) throws StorageException {
        StoragePath directory = prefix.isEmpty()
                ? StorageLayout.repositories()
                : StorageLayout.repositories().resolve(prefix.split("/"));
        try {
            return lease.driver().list(directory, after, PAGE);
        } catch (PathNotFoundException absent) {
            return new Page(List.of(), false);
        }
    }
}

package io.amphora.registry.core.storage;

import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;

/**
 * A cursor over the names in a directory, at the memory of one page. The first page is as large as the caller has use for;
 * who goes on has passed names over, so the next ones are larger.
 */
public final class NameCursor {

    private static final int LARGEST_PAGE = 1_000;

    private final StorageLease lease;
    private final StoragePath directory;
    private int size;
    private Page page;
    private int index = -1;

    /**
     * A cursor before the first name.
     *
     * @param after names up to and including this one are left out
     * @param limit how many names the caller hopes for; one more is asked for, which tells whether more follow
     * @throws PathNotFoundException if there is no such directory
     */
    public NameCursor(StorageLease lease, StoragePath directory, String after, int limit) throws StorageException {
        this.lease = lease;
        this.directory = directory;
        this.size = Math.min(LARGEST_PAGE - 1, limit) + 1;
        this.page = lease.driver().list(directory, after, size);
    }

    /** Moves to the next name. Returns whether there is one. */
    public boolean advance() throws StorageException {
        index++;
        if (index == page.names().size() && page.more() && index > 0) {
            size = Math.min(LARGEST_PAGE, 2 * size);
            page = lease.driver().list(directory, page.names().get(index - 1), size);
            index = 0;
        }
        return index < page.names().size();
    }

    /** The name at which the cursor is. */
    public String name() {
        return page.names().get(index);
    }
}

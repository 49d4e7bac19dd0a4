package io.amphora.storage.switching;

import io.amphora.storage.Page;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import org.jspecify.annotations.Nullable;

/** Looks at what a driver answers: one that breaks its contract shall not break more. */
final class Answers {

    private final String driver;
    private final StoragePath path;

    Answers(Candidate candidate, StoragePath path) {
        this.driver = candidate.name();
        this.path = path;
    }

    byte[] content(byte @Nullable [] content, int limit) throws StorageException {
        if (content == null || content.length > limit) {
            throw broken("get of at most " + limit + " bytes gave " + (content == null ? "null" : content.length));
        }
        return content;
    }

    Stat stat(@Nullable Stat stat) throws StorageException {
        if (stat == null || stat.size() < 0) {
            throw broken("stat gave " + stat);
        }
        return stat;
    }

    Page page(@Nullable Page page, String after, int limit) throws StorageException {
        if (page == null || page.names().size() > limit) {
            throw broken("list of at most " + limit + " names gave "
                    + (page == null ? "null" : page.names().size()));
        }
        String previous = after;
        for (String name : page.names()) {
            // Names are of the path's alphabet, in which characters sort as their bytes do.
            if (!StoragePath.isSegment(name) || name.compareTo(previous) <= 0) {
                throw broken("list gave '" + name + "' after '" + previous + "'");
            }
            previous = name;
        }
        return page;
    }

    <T> T opened(@Nullable T opened) throws StorageException {
        if (opened == null) {
            throw broken("null was opened");
        }
        return opened;
    }

    /** Checks a transfer: what was said, and how far the buffer went. */
    int count(int said, int moved, boolean isFine) throws StorageException {
        if (!isFine) {
            throw broken("said that " + said + " bytes were transferred when " + moved + " were");
        }
        return said;
    }

    StorageException broken(String fact) {
        return new StorageException(driver, path, "the driver breaks its contract: " + fact);
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The id of a store: a UUID and a newline in {@code /amphora/store}, made once by create-if-absent. */
final class StoreId {

    static final StoragePath PATH = StoragePath.parse("/amphora/store");

    private static final int LIMIT = 256;

    private StoreId() {}

    /** Reads the id; writes nothing. */
    static StoreIdentity read(StorageDriver driver) {
        try {
            return parse(driver.get(PATH, LIMIT));
        } catch (PathNotFoundException e) {
            return new StoreIdentity.Absent();
        } catch (StorageException | RuntimeException e) {
            return new StoreIdentity.Unreadable("its store cannot be read: " + e.getMessage());
        }
    }

    /** Makes an id where there is none; of racing nodes all see the one that won. */
    static StoreIdentity make(StorageDriver driver) {
        UUID fresh = UUID.randomUUID();
        try {
            boolean made = driver.create(PATH, (fresh + "\n").getBytes(StandardCharsets.US_ASCII));
            return made ? new StoreIdentity.Known(fresh) : read(driver);
        } catch (StorageException | RuntimeException e) {
            return new StoreIdentity.Unreadable("its store takes no id: " + e.getMessage());
        }
    }

    private static StoreIdentity parse(byte[] content) {
        String text = new String(content, StandardCharsets.US_ASCII).strip();
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return new StoreIdentity.Known(id);
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with ids that are merely written in another way.
        }
        return new StoreIdentity.Unreadable(PATH + " does not hold a store id");
    }
}

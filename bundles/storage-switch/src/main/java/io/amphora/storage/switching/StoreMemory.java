package io.amphora.storage.switching;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which store this node uses, kept over a restart: a directory that is not mounted, or a mistyped one, shall not be taken
 * for the registry's store, and answer that nothing exists.
 */
final class StoreMemory {

    private static final Logger LOG = LoggerFactory.getLogger(StoreMemory.class);

    private final Optional<Path> file;

    /** Kept in a file, if there is a place for one. */
    StoreMemory(Optional<Path> file) {
        this.file = file;
    }

    /** The store that was used last; empty if none was, or it did not outlive its driver. */
    Optional<UUID> recall() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(
                    Files.readString(file.get(), StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("It is not known which store was used last: {} cannot be read", file.get(), e);
            return Optional.empty();
        }
    }

    /** Remembers a store, or forgets the last one. */
    void keep(Optional<UUID> store) {
        if (file.isEmpty() || store.equals(recall())) {
            return;
        }
        Path path = file.get();
        try {
            if (store.isEmpty()) {
                Files.deleteIfExists(path);
                return;
            }
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, store.get() + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("After a restart it is not known that store {} is used: {} cannot be written", store, path, e);
        }
    }
}

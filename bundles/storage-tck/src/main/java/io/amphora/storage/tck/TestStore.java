package io.amphora.storage.tck;

import io.amphora.storage.StorageDriver;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One empty store for one test, and instances of the driver over it. Written by the author of a driver. */
public interface TestStore extends Closeable {

    /** Activates one more instance over this store. The suite has up to three at once. */
    StorageDriver open() throws IOException;

    /** Deactivates an instance, as a container does: what is still open in it ends. */
    void deactivate(StorageDriver driver) throws IOException;

    /**
     * What lies in the store although no path leads to it: forgotten parts, temporary files, locks. The suite asks after
     * it deleted every path; the names appear in the failure.
     */
    List<String> leftovers() throws IOException;

    /** How another process opens this store; empty if the content ends with this process. */
    default Optional<ElsewhereOpener> elsewhere() {
        return Optional.empty();
    }

    /** The largest content that the suite may write, in bytes. Tests that need more are skipped and say so. */
    default long largestContent() {
        return Long.MAX_VALUE;
    }

    /** Removes the store. */
    @Override
    void close() throws IOException;

    /**
     * How another process opens a store.
     *
     * @param opener is made there by its constructor without parameters
     * @param address is handed to it
     */
    record ElsewhereOpener(Class<? extends Opener> opener, String address) {}

    /** Opens a driver over the store with an address. Lives in a process without a container. */
    @FunctionalInterface
    interface Opener {

        /** Activates an instance; it ends with the process. */
        StorageDriver open(String address) throws IOException;
    }
}

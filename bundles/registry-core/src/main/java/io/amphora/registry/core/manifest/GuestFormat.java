package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.ManifestFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A format of another bundle. Its leaving waits for the calls in it, as code of a bundle that is gone fails at the first
 * class that it has not loaded yet. Thread-safe.
 */
final class GuestFormat {

    private static final Logger LOG = LoggerFactory.getLogger(GuestFormat.class);

    private static final long LEAVING_SECONDS = 10;

    private final ManifestFormat format;
    private final ReadWriteLock calls = new ReentrantReadWriteLock();
    private volatile boolean gone;

    GuestFormat(ManifestFormat format) {
        this.format = format;
    }

    /** What is done with the format. */
    @FunctionalInterface
    interface Operation<T> {

        /** Does it. */
        @Nullable
        T run(ManifestFormat format) throws IOException;
    }

    /** Does something with the format, if it is there and has a type; empty otherwise, and if nothing came of it. */
    <T> Optional<T> whileThere(String mediaType, Operation<T> operation) throws IOException {
        if (gone) {
            // Not to wait behind a leaving that waits for others.
            return Optional.empty();
        }
        calls.readLock().lock();
        try {
            return gone || !format.mediaTypes().contains(mediaType)
                    ? Optional.empty()
                    : Optional.ofNullable(operation.run(format));
        } finally {
            calls.readLock().unlock();
        }
    }

    /** Lets no more calls in, and waits for those that run. */
    void leave() {
        gone = true;
        boolean left = false;
        try {
            left = calls.writeLock().tryLock(LEAVING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (left) {
            calls.writeLock().unlock();
        } else {
            LOG.warn("{} goes while calls run in it", format);
        }
    }
}

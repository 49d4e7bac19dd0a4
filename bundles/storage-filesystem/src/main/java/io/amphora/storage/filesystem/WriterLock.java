package io.amphora.storage.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to something, in this process and among all of this machine: a claim in the system properties,
 * which every class loader sees, then a lock of the operating system on a file that only the claim's holder opens. The
 * system drops such a lock when any channel of the file is closed in its process; hence the claim.
 */
final class WriterLock implements Closeable {

    private static final String CLAIM = "io.amphora.storage.filesystem.writer:";

    private final String claim;
    private final FileChannel channel;

    private WriterLock(String claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /** Takes the right, making the file if it is missing; empty if somebody has it. */
    static Optional<WriterLock> tryLock(Path file) throws IOException {
        String claim = CLAIM + file;
        if (System.getProperties().putIfAbsent(claim, "") != null) {
            return Optional.empty();
        }
        WriterLock lock = null;
        try {
            lock = lock(file, claim);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                System.getProperties().remove(claim);
            }
        }
    }

    /** Gives the right back: the lock first, so that no later holder's lock falls with our channel. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(claim);
        }
    }

    private static @Nullable WriterLock lock(Path file, String claim) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new WriterLock(claim, channel);
    }
}

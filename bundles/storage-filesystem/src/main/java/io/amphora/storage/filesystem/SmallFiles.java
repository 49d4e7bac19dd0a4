package io.amphora.storage.filesystem;

import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.UnsupportedAbilityException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Contents that are read and written whole. They are written elsewhere, forced, and then get their name at once. */
final class SmallFiles {

    /** Replacements of contents whose paths fall on the same number wait for each other. */
    private static final int STRIPES = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int READ_WINDOW = 128 * 1024;

    private final String driver;
    private final Tree tree;
    private final boolean hasCreate;

    SmallFiles(String driver, Tree tree, boolean hasCreate) {
        this.driver = driver;
        this.tree = tree;
        this.hasCreate = hasCreate;
    }

    byte[] get(StoragePath path, int limit) throws IOException {
        try (FileChannel channel = Readers.openFile(tree.file(path))) {
            long size = channel.size();
            if (size > limit) {
                throw new ContentTooLargeException(driver, path, limit);
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining()) {
                int position = content.position();
                int window = Math.min(content.remaining(), READ_WINDOW);
                int count = channel.read(content.slice(position, window), position);
                if (count < 0) {
                    throw new StorageException(driver, path, "the content ends too early");
                }
                content.position(position + count);
            }
            return content.array();
        }
    }

    void put(StoragePath path, byte[] content) throws IOException {
        Path target = tree.file(path);
        withTemp(content, temp -> {
            tree.place(target, () -> tree.disk().rename(temp, target));
            return true;
        });
    }

    boolean create(StoragePath path, byte[] content) throws IOException {
        if (!hasCreate) {
            throw new UnsupportedAbilityException(driver, path, "create if absent");
        }
        Path target = tree.file(path);
        if (Files.exists(target)) {
            return isOurs(path, content);
        }
        return withTemp(content, temp -> link(path, target, temp) || isOurs(path, content));
    }

    boolean replace(StoragePath path, byte[] expected, byte[] content) throws IOException {
        WriterLock lock = lock(path);
        try {
            if (!holds(path, expected)) {
                return false;
            }
            put(path, content);
            return true;
        } finally {
            lock.close();
        }
    }

    private boolean link(StoragePath path, Path target, Path temp) throws IOException {
        try {
            tree.place(target, () -> tree.disk().link(target, temp));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** Whether an earlier try of this caller did it; that try may have died before it forced the name and the way to it. */
    private boolean isOurs(StoragePath path, byte[] content) throws IOException {
        try {
            if (holds(path, content)) {
                tree.forceName(tree.file(path));
                return true;
            }
            return false;
        } catch (NoSuchFileException directoryOrDeleted) {
            return false;
        }
    }

    private boolean holds(StoragePath path, byte[] content) throws IOException {
        try {
            return Arrays.equals(get(path, content.length), content);
        } catch (ContentTooLargeException other) {
            return false;
        }
    }

    private boolean withTemp(byte[] content, Use use) throws IOException {
        Path temp = tree.newTemp();
        try {
            try (FileChannel channel = tree.disk().create(temp)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    tree.disk().write(channel, bytes, bytes.position(), temp);
                }
                tree.disk().force(channel, temp);
            }
            return use.of(temp);
        } finally {
            tree.disk().delete(temp);
        }
    }

    private WriterLock lock(StoragePath path) throws IOException {
        Path file = tree.temp().resolve("replace-" + Math.floorMod(path.hashCode(), STRIPES) + TempFiles.LOCK);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<WriterLock> lock = WriterLock.tryLock(file);
        while (lock.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new StorageException(driver, path, "others kept replacing contents for " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = WriterLock.tryLock(file);
        }
        return lock.get();
    }

    /** What to do with a forced file that has no name of its own yet. */
    @FunctionalInterface
    private interface Use {
        boolean of(Path temp) throws IOException;
    }
}

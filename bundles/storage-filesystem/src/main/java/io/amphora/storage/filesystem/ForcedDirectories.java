package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories whose names this instance made durable. Who made a directory does not matter: another thread may not
 * have forced it yet, and a process that died never will. Remembers a bounded number, the least used go first; a
 * directory that took another's place is not taken for it. Thread-safe.
 */
final class ForcedDirectories {

    static final int MOST = 2_048;

    private final Path root;
    private final Disk disk;

    /** What the file system calls each of them, the least used first. */
    private final Map<Path, Object> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Grows when directories go, so that nobody who looked before enters one that went meanwhile. */
    private long removals;

    ForcedDirectories(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** Makes the names of a directory and of all above it durable, below the root. */
    void force(Path directory) throws IOException {
        Deque<Path> way = new ArrayDeque<>();
        for (Path up = directory; !up.equals(root); up = up.getParent()) {
            way.push(up);
        }
        for (Path each : way) {
            forceOnce(each);
        }
    }

    /** Forgets an entry that was taken away, and all below it, before the file system can give its key to another. */
    synchronized void forget(Path entry) {
        removals++;
        known.keySet().removeIf(directory -> directory.startsWith(entry));
    }

    private void forceOnce(Path directory) throws IOException {
        long before = removals();
        @Nullable Object key = key(directory);
        if (key != null && isKnown(directory, key)) {
            return;
        }
        disk.forceDirectory(directory.getParent());
        // Those of unfinished contents come and go with each upload: to remember them is not worth their while.
        if (key != null && !directory.toString().endsWith(Tree.OWN)) {
            remember(directory, key, before);
        }
    }

    private static @Nullable Object key(Path directory) throws IOException {
        try {
            return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException deletedSince) {
            return null;
        }
    }

    private synchronized long removals() {
        return removals;
    }

    private synchronized boolean isKnown(Path directory, Object key) {
        return key.equals(known.get(directory));
    }

    private synchronized void remember(Path directory, Object key, long before) {
        if (removals != before) {
            return;
        }
        known.put(directory, key);
        if (known.size() > MOST) {
            Iterator<Path> leastUsed = known.keySet().iterator();
            leastUsed.next();
            leastUsed.remove();
        }
    }
}

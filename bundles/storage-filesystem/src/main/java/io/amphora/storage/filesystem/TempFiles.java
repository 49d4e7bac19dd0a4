package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What processes that died left in {@code ~tmp}. It goes by age, for another process may be at work there. */
final class TempFiles {

    /** How the names of files end that stay, for locks. */
    static final String LOCK = ".lock";

    private static final Duration AGE = Duration.ofDays(1);
    private static final int MOST = 1_000;

    private TempFiles() {}

    /** Removes some of what is old; the next activation goes on. Returns how many entries went. */
    static int sweep(Tree tree) throws IOException {
        Instant limit = Instant.now().minus(AGE);
        int removed = 0;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(tree.temp(), entry -> !entry.toString().endsWith(LOCK))) {
            for (Path entry : entries) {
                if (removed == MOST) {
                    break;
                }
                removed += remove(tree.disk(), entry, limit) ? 1 : 0;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return removed;
    }

    private static boolean remove(Disk disk, Path entry, Instant limit) throws IOException {
        try {
            Instant modified =
                    Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (modified.isAfter(limit)) {
                return false;
            }
        } catch (NoSuchFileException gone) {
            return false;
        }
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return disk.delete(entry);
        }
        disk.deleteTree(entry);
        return true;
    }
}

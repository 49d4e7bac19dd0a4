package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What processes that died left in {@code ~tmp}. It goes by age, for another process may be at work there. One sweep
 * removes a bounded number of files, those in directories included; the next activation goes on.
 */
final class TempFiles {

    /** How the names of files end that stay, for locks. */
    static final String LOCK = ".lock";

    static final int MOST = 1_000;

    private static final Duration AGE = Duration.ofDays(1);

    private final Disk disk;
    private final Instant limit = Instant.now().minus(AGE);
    private int removed;

    private TempFiles(Disk disk) {
        this.disk = disk;
    }

    /** Removes some of what is old; returns how many files went. */
    static int sweep(Tree tree) throws IOException {
        TempFiles files = new TempFiles(tree.disk());
        files.removeIn(tree.temp(), files::isOld);
        return files.removed;
    }

    private void removeIn(Path directory, DirectoryStream.Filter<Path> which) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, which)) {
            for (Path entry : entries) {
                if (removed >= MOST) {
                    return;
                }
                remove(entry);
            }
        } catch (NoSuchFileException anotherSweepWasHere) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void remove(Path entry) throws IOException {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            removed += disk.delete(entry) ? 1 : 0;
            return;
        }
        removeIn(entry, all -> true);
        if (removed < MOST) {
            disk.deleteIfEmpty(entry);
        } else {
            // What went made it look young.
            Files.setLastModifiedTime(entry, FileTime.from(limit));
        }
    }

    private boolean isOld(Path entry) throws IOException {
        if (entry.toString().endsWith(LOCK)) {
            return false;
        }
        try {
            return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(limit);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}

package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Which directory has a path and when its entries changed last. The time is that of the inode, which nobody can set back
 * as {@code rsync} sets the time of modification.
 *
 * @param key names the directory as long as it exists
 * @param changed when the last entry came or went, or later
 */
record DirectoryState(Object key, FileTime changed) {

    /** Longer than a clock tick by which a kernel stamps files. */
    private static final Duration TICKS = Duration.ofMillis(100);

    /** Longer than a tick where times are whole seconds, or every other one. */
    private static final Duration SECONDS = Duration.ofMillis(2_100);

    static DirectoryState of(Path directory) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(directory, "unix:fileKey,ctime");
        return new DirectoryState(attributes.get("fileKey"), (FileTime) attributes.get("ctime"));
    }

    /**
     * Whether every change from now on shows in the state. A change in the same tick as the last one does not.
     *
     * @param now by the clock that stamps the directory, read after the state
     */
    boolean isSettled(Instant now) {
        Instant last = changed.toInstant();
        return Duration.between(last, now).compareTo(last.getNano() == 0 ? SECONDS : TICKS) >= 0;
    }
}

package io.amphora.storage.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a writer holds while it is open.
 *
 * @param lock the right to write
 * @param channel the file's bytes
 * @param key what the file system calls the file, whatever its name
 */
record OpenUnfinished(WriterLock lock, FileChannel channel, String key) implements Closeable {

    /** Takes over the lock and the channel, or closes both. */
    static OpenUnfinished of(WriterLock lock, FileChannel channel, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new OpenUnfinished(lock, channel, String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            new OpenUnfinished(lock, channel, "").close();
            throw e;
        }
    }

    /** The bytes first: nobody else may have the lock while they can still change. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            lock.close();
        }
    }
}

package io.amphora.storage.filesystem;

import io.amphora.storage.InvalidOffsetException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the readers of one driver instance and keeps them until they end. */
final class Readers implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final String driver;
    private final Tree tree;
    private final Faults faults;
    private final Set<FilesystemReader> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Readers(String driver, Tree tree, Faults faults) {
        this.driver = driver;
        this.tree = tree;
        this.faults = faults;
    }

    /** Opens a file; on a directory the system would open and only then fail to read. */
    static FileChannel openFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new NoSuchFileException(file.toString(), null, "a directory");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    FilesystemReader open(StoragePath path, long offset) throws IOException {
        if (offset < 0) {
            throw new InvalidOffsetException(driver, path, offset);
        }
        FileChannel channel = openFile(tree.file(path));
        long start = Math.min(offset, size(channel));
        FilesystemReader reader = new FilesystemReader(channel, start, open::remove, e -> faults.ofLook(path, e));
        open.add(reader);
        if (closed) {
            reader.close();
        }
        return reader;
    }

    /** The size of an open file, which is closed if the system does not tell. */
    private static long size(FileChannel channel) throws IOException {
        try {
            return channel.size();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Ends all readers. */
    @Override
    public void close() {
        closed = true;
        for (FilesystemReader reader : open) {
            try {
                reader.close();
            } catch (StorageException e) {
                LOG.warn("A reader did not close", e);
            }
        }
    }
}

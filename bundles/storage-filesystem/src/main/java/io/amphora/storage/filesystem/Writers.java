package io.amphora.storage.filesystem;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.WriterConflictException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the writers of one driver instance and keeps them until they end. */
final class Writers implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final String driver;
    private final Tree tree;
    private final Faults faults;
    private final Set<FilesystemWriter> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Writers(String driver, Tree tree, Faults faults) {
        this.driver = driver;
        this.tree = tree;
        this.faults = faults;
    }

    static void checkContent(StoragePath path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the root is no content");
        }
    }

    FilesystemWriter begin(StoragePath path) throws IOException {
        Path directory = tree.unfinished(path);
        return tree.inDirectory(directory, () -> {
            UnfinishedFile file = new UnfinishedFile(path, directory.resolve(Tree.newId()));
            return keep(new FilesystemWriter(this, file, hold(file, true)));
        });
    }

    FilesystemWriter resume(StoragePath path, Mark mark) throws IOException {
        String id = new String(mark.state(), StandardCharsets.ISO_8859_1);
        if (!ID.matcher(id).matches()) {
            throw new StorageException(driver, path, "no mark of this driver: " + mark);
        }
        UnfinishedFile file = new UnfinishedFile(path, tree.unfinished(path).resolve(id));
        if (!Files.exists(file.data())) {
            throw new PathNotFoundException(driver, path);
        }
        OpenUnfinished held = hold(file, false);
        try {
            if (held.channel().size() < mark.offset()) {
                throw new StorageException(driver, path, "bytes before offset " + mark.offset() + " are lost");
            }
        } catch (IOException e) {
            held.close();
            throw e;
        }
        return keep(new FilesystemWriter(this, file, held).at(mark));
    }

    /** Ends all writers. */
    @Override
    public void close() {
        closed = true;
        for (FilesystemWriter writer : open) {
            try {
                writer.close();
            } catch (StorageException e) {
                LOG.warn("A writer did not close", e);
            }
        }
    }

    String driver() {
        return driver;
    }

    Tree tree() {
        return tree;
    }

    StorageException fault(StoragePath path, IOException cause) {
        return faults.ofChange(path, cause);
    }

    void ended(FilesystemWriter writer) {
        open.remove(writer);
    }

    private OpenUnfinished hold(UnfinishedFile file, boolean isNew) throws IOException {
        WriterLock lock =
                WriterLock.tryLock(file.lockFile()).orElseThrow(() -> new WriterConflictException(driver, file.path()));
        FileChannel channel;
        try {
            channel = open(file, isNew);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        return OpenUnfinished.of(lock, channel, file.data());
    }

    private FileChannel open(UnfinishedFile file, boolean isNew) throws IOException {
        if (isNew) {
            return tree.disk().create(file.data());
        }
        try {
            return FileChannel.open(file.data(), StandardOpenOption.WRITE);
        } catch (NoSuchFileException finished) {
            file.delete(tree.disk());
            throw finished;
        }
    }

    private FilesystemWriter keep(FilesystemWriter writer) throws IOException {
        open.add(writer);
        if (closed) {
            writer.close();
        }
        return writer;
    }
}

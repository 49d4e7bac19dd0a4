package io.amphora.itests.rogue;

import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.InvalidOffsetException;
import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plain driver over a directory whose content lies where the filesystem driver has it, so that both can serve one
 * store. Unfinished content is its own. It does not sync: a test does not outlive a power cut.
 */
final class DirectoryDriver implements StorageDriver, Closeable {

    /** No path of a store begins so. */
    private static final String OWN = "~rogue";

    private final String name;
    private final Path root;
    private static final Pattern ID = Pattern.compile("~[0-9a-f-]{36}");

    /** Held while names change, so that directories do not go while something is put into them. */
    private static final Object NAMES = new Object();

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Set<DirectoryWriter> writers = ConcurrentHashMap.newKeySet();
    private final Set<DirectoryReader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    DirectoryDriver(String name, Path root) {
        this.name = name;
        this.root = root;
    }

    /** Where a content lies. */
    Path file(StoragePath path) {
        return path.isRoot() ? root : root.resolve(path.toString().substring(1));
    }

    private Path unfinished(StoragePath path) {
        return root.resolve(OWN).resolve(path.toString().substring(1));
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        return content(path, () -> {
            if (Files.size(checkedFile(path)) > limit) {
                throw new ContentTooLargeException(name, path, limit);
            }
            return Files.readAllBytes(file(path));
        });
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        content(path, () -> {
            Path made = Files.write(temporary(), content);
            try {
                place(made, path);
                return path;
            } finally {
                Files.deleteIfExists(made);
            }
        });
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        return content(path, () -> {
            Path made = Files.write(temporary(), content);
            try {
                link(made, path);
                return true;
            } catch (FileAlreadyExistsException e) {
                return Files.isRegularFile(file(path)) && Arrays.equals(Files.readAllBytes(file(path)), content);
            } finally {
                Files.delete(made);
            }
        });
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        if (offset < 0) {
            throw new InvalidOffsetException(name, path, offset);
        }
        return content(path, () -> {
            FileChannel channel = FileChannel.open(checkedFile(path), StandardOpenOption.READ);
            DirectoryReader reader = new DirectoryReader(channel, offset, readers::remove);
            readers.add(reader);
            return reader;
        });
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        checkContent(target);
        return content(path, () -> {
            Path file = Files.createDirectories(unfinished(path)).resolve("~" + UUID.randomUUID());
            return opened(path, Files.createFile(file), Optional.empty());
        });
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        String id = new String(mark.state(), StandardCharsets.UTF_8);
        return content(path, () -> {
            if (!ID.matcher(id).matches()) {
                throw new StorageException(name, path, "not a mark of this driver");
            }
            Path file = unfinished(path).resolve(id);
            if (Files.size(file) < mark.offset()) {
                throw new StorageException(name, path, "bytes before offset " + mark.offset() + " are lost");
            }
            return opened(path, file, Optional.of(mark));
        });
    }

    private StorageWriter opened(StoragePath path, Path file, Optional<Mark> mark) throws IOException {
        if (!HELD.add(file)) {
            throw new WriterConflictException(name, path);
        }
        try {
            DirectoryWriter writer = new DirectoryWriter(this, file, mark);
            writers.add(writer);
            return writer;
        } catch (IOException e) {
            HELD.remove(file);
            throw e;
        }
    }

    /** Unfinished content goes with what it belongs to. */
    void checkThere(Path unfinished) throws StorageException {
        if (!Files.exists(unfinished)) {
            throw new StorageException(name, StoragePath.ROOT, "the unfinished content was deleted");
        }
    }

    void ended(DirectoryWriter writer) {
        if (writers.remove(writer)) {
            HELD.remove(writer.unfinished());
        }
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        return call(path, () -> {
            BasicFileAttributes found = Files.readAttributes(file(path), BasicFileAttributes.class);
            long size = found.isDirectory() ? 0 : found.size();
            return new Stat(found.isDirectory(), size, found.lastModifiedTime().toInstant());
        });
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " names");
        }
        return call(directory, () -> {
            if (!Files.isDirectory(file(directory))) {
                throw new PathNotFoundException(name, directory);
            }
            try (Stream<Path> children = Files.list(file(directory))) {
                List<String> names = children.map(child -> child.getFileName().toString())
                        .filter(child -> StoragePath.isSegment(child) && child.compareTo(after) > 0)
                        .sorted()
                        .limit(limit + 1L)
                        .toList();
                return new Page(names.subList(0, Math.min(limit, names.size())), names.size() > limit);
            }
        });
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        checkContent(to);
        content(from, () -> {
            place(checkedFile(from), to);
            return to;
        });
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        for (StoragePath path : paths) {
            content(path, () -> {
                synchronized (NAMES) {
                    deleteTree(file(path));
                    deleteTree(unfinished(path));
                }
                return path;
            });
        }
    }

    /** Ends what is still open. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(readers).forEach(DirectoryReader::close);
        List.copyOf(writers).forEach(DirectoryWriter::close);
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(root.resolve(OWN)).resolve("~" + UUID.randomUUID());
    }

    /** Gives a file the name of a content. */
    void place(Path made, StoragePath path) throws IOException {
        synchronized (NAMES) {
            Files.createDirectories(file(path).getParent());
            Files.move(made, file(path), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void link(Path made, StoragePath path) throws IOException {
        synchronized (NAMES) {
            Files.createDirectories(file(path).getParent());
            Files.createLink(file(path), made);
        }
    }

    static void checkContent(StoragePath path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the root is no content");
        }
    }

    private Path checkedFile(StoragePath path) throws StorageException {
        Path file = file(path);
        if (!Files.isRegularFile(file)) {
            throw new PathNotFoundException(name, path);
        }
        return file;
    }

    private static void deleteTree(Path top) throws IOException {
        List<Path> children = List.of();
        if (Files.isDirectory(top)) {
            try (Stream<Path> listed = Files.list(top)) {
                children = listed.toList();
            }
        }
        for (Path child : children) {
            deleteTree(child);
        }
        if (Files.exists(top)) {
            Files.delete(top);
        }
    }

    private <T> T content(StoragePath path, FileCall<T> call) throws StorageException {
        checkContent(path);
        return call(path, call);
    }

    private <T> T call(StoragePath path, FileCall<T> call) throws StorageException {
        if (closed) {
            throw new StorageException(name, path, "the driver is not active");
        }
        try {
            return call.run();
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.exists(file(path))) {
                throw new PathNotFoundException(name, path, e);
            }
            throw new StorageException(name, path, "the file system failed", e);
        }
    }

    /** A call to the file system. */
    private interface FileCall<T> {
        T run() throws IOException;
    }
}

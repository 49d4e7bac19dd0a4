package io.amphora.storage.filesystem;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance over a directory. Closing it waits a while for the calls that run, ends its readers and writers, and gives
 * their locks back.
 */
final class FilesystemDriver implements StorageDriver, CompareAndSet, FreeSpace, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FilesystemDriver.class);

    /** How long an end waits for a call: some fsyncs of a disk at work, not a disk that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Tree tree;
    private final Faults faults;
    private final SmallFiles small;
    private final Readers readers;
    private final Writers writers;
    private final Listing listing;
    private final RunningCalls calls = new RunningCalls();

    /**
     * An instance over a directory that was checked.
     *
     * @param hasCreate whether the store was seen to create if absent
     * @param listIndexBytes how much memory lists may keep
     */
    private FilesystemDriver(String name, Tree tree, boolean hasCreate, long listIndexBytes) {
        this.name = name;
        this.tree = tree;
        this.faults = new Faults(name, tree);
        this.small = new SmallFiles(name, tree, hasCreate);
        this.readers = new Readers(name, tree, faults);
        this.writers = new Writers(name, tree, faults);
        this.listing = new Listing(listIndexBytes);
    }

    /** Opens a driver whose lists keep what they keep by default. */
    static FilesystemDriver open(String name, Path root, boolean allowNetwork, Disk.Step step) throws IOException {
        return open(new StoreOptions(name, root, allowNetwork, StoreOptions.LIST_INDEX_BYTES), step);
    }

    /**
     * Checks a directory, makes it if it is missing, and opens a driver over it.
     *
     * @throws IOException if it is not fit; the message says why, for an administrator
     */
    static FilesystemDriver open(StoreOptions options, Disk.Step step) throws IOException {
        String name = options.name();
        Path root = options.root();
        Tree tree = new Tree(StoreProbe.makeRoot(root), new Disk(step));
        StoreProbe probe = new StoreProbe(tree);
        probe.checkType(options.allowNetwork());
        probe.checkNames();
        boolean hasCreate = probe.hasCreate();
        if (!hasCreate) {
            LOG.warn("{}: {} has no hard links that refuse a name in use: uploads will be refused", name, root);
        }
        sweep(name, tree);
        return new FilesystemDriver(name, tree, hasCreate, probe.isStampedHere() ? options.listIndexBytes() : 0);
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        Writers.checkContent(path);
        return look(path, () -> small.get(path, limit));
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        Writers.checkContent(path);
        run(path, () -> small.put(path, content));
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        Writers.checkContent(path);
        return change(path, () -> small.create(path, content));
    }

    @Override
    public boolean replace(StoragePath path, byte[] expected, byte[] content) throws StorageException {
        Writers.checkContent(path);
        return change(path, () -> small.replace(path, expected, content));
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        Writers.checkContent(path);
        return look(path, () -> readers.open(path, offset));
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        Writers.checkContent(path);
        Writers.checkContent(target);
        return change(path, () -> writers.begin(path));
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        Writers.checkContent(path);
        return change(path, () -> writers.resume(path, mark));
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        return look(path, () -> {
            BasicFileAttributes attributes = Files.readAttributes(tree.file(path), BasicFileAttributes.class);
            boolean directory = attributes.isDirectory();
            return new Stat(
                    directory,
                    directory ? 0 : attributes.size(),
                    attributes.lastModifiedTime().toInstant());
        });
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " names");
        }
        return look(directory, () -> listing.list(tree.file(directory), after, limit));
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        Writers.checkContent(from);
        Writers.checkContent(to);
        Path source = tree.file(from);
        Path target = tree.file(to);
        run(to, () -> {
            checkContentIsThere(from, source);
            tree.place(target, () -> rename(from, source, target));
            if (!source.getParent().equals(target.getParent())) {
                tree.disk().forceDirectory(source.getParent());
            }
        });
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        paths.forEach(Writers::checkContent);
        Set<Path> changed = new LinkedHashSet<>();
        for (StoragePath path : paths) {
            run(path, () -> {
                Path file = tree.file(path);
                boolean removed = tree.remove(file) | tree.remove(tree.unfinished(path));
                if (removed) {
                    changed.add(file.getParent());
                }
            });
        }
        run(StoragePath.ROOT, () -> tree.force(List.copyOf(changed)));
    }

    @Override
    public long freeBytes() throws StorageException {
        return look(StoragePath.ROOT, () -> Files.getFileStore(tree.root()).getUsableSpace());
    }

    @Override
    public void close() {
        int left = calls.end(PATIENCE);
        if (left > 0) {
            LOG.warn("{}: {} calls do not come back from the file system", name, left);
        }
        readers.close();
        writers.close();
    }

    private static void sweep(String name, Tree tree) {
        try {
            int swept = TempFiles.sweep(tree);
            if (swept > 0) {
                LOG.info("{}: removed {} temporary files that were left behind", name, swept);
            }
        } catch (IOException e) {
            LOG.warn("{}: could not remove temporary files that were left behind", name, e);
        }
    }

    private void checkContentIsThere(StoragePath path, Path file) throws PathNotFoundException {
        if (!Files.isRegularFile(file)) {
            throw new PathNotFoundException(name, path);
        }
    }

    /** Tells a source that is gone from a target's directory that is. */
    private void rename(StoragePath from, Path source, Path target) throws IOException {
        try {
            tree.disk().rename(source, target);
        } catch (NoSuchFileException e) {
            checkContentIsThere(from, source);
            throw e;
        }
    }

    private void run(StoragePath path, Tree.Change change) throws StorageException {
        change(path, () -> {
            change.run();
            return true;
        });
    }

    private <T> T change(StoragePath path, Call<T> call) throws StorageException {
        return call(path, call, faults::ofChange);
    }

    private <T> T look(StoragePath path, Call<T> call) throws StorageException {
        return call(path, call, faults::ofLook);
    }

    private <T> T call(StoragePath path, Call<T> call, BiFunction<StoragePath, IOException, StorageException> fault)
            throws StorageException {
        if (!calls.enter()) {
            throw new StorageException(name, path, "the driver is not active");
        }
        try {
            return call.run();
        } catch (IOException e) {
            throw fault.apply(path, e);
        } finally {
            calls.leave();
        }
    }

    /** A call to the file system. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }
}

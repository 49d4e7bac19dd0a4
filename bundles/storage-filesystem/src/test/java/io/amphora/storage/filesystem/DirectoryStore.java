package io.amphora.storage.filesystem;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.tck.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store in a fresh directory below target. */
final class DirectoryStore implements TestStore {

    private final Path root;

    DirectoryStore() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "stores").toAbsolutePath());
        root = Files.createTempDirectory(parent, "store");
    }

    Path root() {
        return root;
    }

    @Override
    public StorageDriver open() throws IOException {
        return openAt(root.toString());
    }

    static FilesystemDriver openAt(String root) throws IOException {
        return FilesystemDriver.open("test", Path.of(root), false, (change, path) -> {});
    }

    @Override
    public void deactivate(StorageDriver driver) {
        ((FilesystemDriver) driver).close();
    }

    /** Every file, and every directory of the driver's own; the lock files of replacements are there to stay. */
    @Override
    public List<String> leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(
                            path -> Files.isRegularFile(path) || path.toString().endsWith(Tree.OWN))
                    .map(path -> root.relativize(path).toString())
                    .filter(path -> !path.startsWith(Tree.TEMP + "/replace-"))
                    .toList();
        }
    }

    @Override
    public Optional<ElsewhereOpener> elsewhere() {
        return Optional.of(new ElsewhereOpener(OpenerAtRoot.class, root.toString()));
    }

    @Override
    public void close() throws IOException {
        new Disk((change, path) -> {}).deleteTree(root);
    }

    /** Opens a driver in another process. */
    public static final class OpenerAtRoot implements Opener {

        @Override
        public StorageDriver open(String address) throws IOException {
            return openAt(address);
        }
    }
}

package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out, before a driver is opened, whether a directory can keep what the contract promises. */
final class StoreProbe {

    private static final Set<String> NETWORK = Set.of(
            "9p",
            "afs",
            "ceph",
            "cifs",
            "davfs",
            "fuse.ceph",
            "fuse.davfs2",
            "fuse.glusterfs",
            "fuse.rclone",
            "fuse.s3fs",
            "fuse.sshfs",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "webdav");

    private final Tree tree;

    StoreProbe(Tree tree) {
        this.tree = tree;
    }

    /** Makes the root and the directory for temporary files; returns where the root really is. */
    static Path makeRoot(Path root) throws IOException {
        if (!root.isAbsolute()) {
            throw new IOException("'root' must be an absolute path: '" + root + "'");
        }
        try {
            makeDirectories(root);
            Path real = root.toRealPath();
            makeDirectories(real.resolve(Tree.TEMP));
            return real;
        } catch (FileSystemException e) {
            throw new IOException("'root' " + root + " cannot be made, or nothing can be made in it: " + reason(e), e);
        }
    }

    void checkType(boolean allowNetwork) throws IOException {
        String type = Files.getFileStore(tree.root()).type();
        if (isNetwork(type) && !allowNetwork) {
            throw new IOException("'root' " + tree.root() + " is on a network file system (" + type
                    + "), which may lose locks; 'allowNetworkFilesystem' permits it");
        }
    }

    /** Whether this machine's clock stamps the directories, so that their times can be compared with it. */
    boolean isStampedHere() throws IOException {
        String type = Files.getFileStore(tree.root()).type().toLowerCase(Locale.ROOT);
        return !isNetwork(type) && !type.startsWith("fuse");
    }

    static boolean isNetwork(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("nfs") || lower.startsWith("smb") || NETWORK.contains(lower);
    }

    /** Refuses file systems on which {@code Latest} and {@code latest}, or {@code v1.} and {@code v1}, are one file. */
    void checkNames() throws IOException {
        checkApart("A", "a");
        checkApart(".", "");
    }

    /** Whether a name in use is refused to a second file, which is what create if absent stands on. */
    boolean hasCreate() throws IOException {
        Path file = scratch("");
        Path name = file.resolveSibling(file.getFileName() + "-link");
        try {
            tree.disk().link(name, file);
            tree.disk().link(name, file);
            return false;
        } catch (FileAlreadyExistsException refused) {
            return Files.isSameFile(name, file);
        } catch (IOException | UnsupportedOperationException noLinks) {
            return false;
        } finally {
            Files.deleteIfExists(name);
            Files.deleteIfExists(file);
        }
    }

    private void checkApart(String one, String other) throws IOException {
        Path made = scratch(one);
        try {
            String name = made.getFileName().toString();
            String twin = name.substring(0, name.length() - one.length()) + other;
            if (Files.exists(made.resolveSibling(twin))) {
                throw new IOException("'root' " + tree.root() + " is on a file system that takes the names '" + name
                        + "' and '" + twin + "' for one; contents would replace each other");
            }
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private Path scratch(String suffix) throws IOException {
        Path file = tree.newTemp();
        Path named = file.resolveSibling(file.getFileName() + suffix);
        try (FileChannel channel = tree.disk().create(named)) {
            tree.disk().force(channel, named);
            return named;
        } catch (FileSystemException e) {
            throw new IOException("nothing can be written below 'root' " + tree.root() + ": " + reason(e), e);
        }
    }

    private static void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        @Nullable Path parent = directory.getParent();
        if (parent != null) {
            makeDirectories(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        try (FileChannel entries = FileChannel.open(directory.resolveSibling("."), StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static String reason(FileSystemException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}

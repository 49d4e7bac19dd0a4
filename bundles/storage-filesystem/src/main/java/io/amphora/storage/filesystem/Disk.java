package io.amphora.storage.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Every change that the driver makes to a file system goes through here, one system call at a time. */
final class Disk {

    /** Larger writes from the heap would each keep a direct buffer of their size with the thread. */
    private static final int HEAP_WINDOW = 128 * 1024;

    /** How many entries of a directory are held while it is deleted. */
    private static final int BATCH = 256;

    private final Step step;

    /** Told before each change, so that tests can fail or stop there. */
    @FunctionalInterface
    interface Step {
        void before(String change, Path path) throws IOException;
    }

    Disk(Step step) {
        this.step = step;
    }

    /** Makes a new file. */
    FileChannel create(Path file) throws IOException {
        step.before("create", file);
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes some bytes of the buffer at a position; returns how many. */
    int write(FileChannel channel, ByteBuffer bytes, long position, Path file) throws IOException {
        step.before("write", file);
        if (bytes.isDirect() || bytes.remaining() <= HEAP_WINDOW) {
            return channel.write(bytes, position);
        }
        int count = channel.write(bytes.slice(bytes.position(), HEAP_WINDOW), position);
        bytes.position(bytes.position() + count);
        return count;
    }

    void truncate(FileChannel channel, long size, Path file) throws IOException {
        step.before("truncate", file);
        channel.truncate(size);
    }

    /** Makes the bytes of a file durable, and its size; not its name. */
    void force(FileChannel channel, Path file) throws IOException {
        step.before("force", file);
        channel.force(false);
    }

    /** Makes the entries of a directory durable. One that is gone had nothing to keep. */
    void forceDirectory(Path directory) throws IOException {
        step.before("force", directory);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException deletedSince) {
            return;
        }
    }

    void makeDirectory(Path directory) throws IOException {
        step.before("mkdir", directory);
        Files.createDirectory(directory);
    }

    /** Gives a file or directory another name at once, replacing a file that has it. */
    void rename(Path from, Path to) throws IOException {
        step.before("rename", to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(to + " is on another file system than the store's root", e);
        }
    }

    void link(Path name, Path existing) throws IOException {
        step.before("link", name);
        Files.createLink(name, existing);
    }

    /** Deletes a file or an empty directory; returns false if there is none. */
    boolean delete(Path file) throws IOException {
        step.before("delete", file);
        return Files.deleteIfExists(file);
    }

    /** Deletes a directory if nothing is in it. */
    void deleteIfEmpty(Path directory) throws IOException {
        try {
            delete(directory);
        } catch (DirectoryNotEmptyException inUse) {
            return;
        }
    }

    /** Deletes a directory with all below it, a few entries at a time; follows no link and lets others help. */
    void deleteTree(Path directory) throws IOException {
        boolean there = true;
        while (there) {
            for (Path entry : someEntries(directory)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    deleteTree(entry);
                } else {
                    delete(entry);
                }
            }
            deleteIfEmpty(directory);
            there = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static List<Path> someEntries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                entries.add(entry);
                if (entries.size() == BATCH) {
                    break;
                }
            }
        } catch (NoSuchFileException deletedSince) {
            return entries;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}

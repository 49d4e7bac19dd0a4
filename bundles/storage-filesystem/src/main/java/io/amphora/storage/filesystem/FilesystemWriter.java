package io.amphora.storage.filesystem;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Appends to an unfinished file whose lock it holds. The monitor keeps a deactivation out of a running call, so that the
 * lock is never given away under it.
 */
final class FilesystemWriter implements StorageWriter {

    private final Writers writers;
    private final UnfinishedFile file;
    private final OpenUnfinished held;
    private long offset;

    /** Whether a mark of this file was given away: with one its name is durable, without one nobody can come back. */
    private boolean marked;

    private boolean open = true;

    FilesystemWriter(Writers writers, UnfinishedFile file, OpenUnfinished held) {
        this.writers = writers;
        this.file = file;
        this.held = held;
    }

    /** Begins at a mark instead of at zero. */
    FilesystemWriter at(Mark mark) {
        offset = mark.offset();
        marked = true;
        return this;
    }

    @Override
    public synchronized long offset() throws IOException {
        checkOpen();
        return offset;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        checkOpen();
        int count = bytes.remaining();
        try {
            dropTail();
            while (bytes.hasRemaining()) {
                offset += disk().write(held.channel(), bytes, offset, file.data());
            }
        } catch (IOException e) {
            throw writers.fault(file.path(), e);
        }
        return count;
    }

    @Override
    public synchronized Mark checkpoint() throws IOException {
        checkOpen();
        try {
            forceBytes();
            if (!marked) {
                writers.tree().forceName(file.data());
            }
            checkThere();
        } catch (IOException e) {
            throw writers.fault(file.path(), e);
        }
        marked = true;
        return new Mark(offset, file.id().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void commit(StoragePath target) throws IOException {
        Writers.checkContent(target);
        checkOpen();
        try {
            forceBytes();
            checkThere();
            Path to = writers.tree().file(target);
            writers.tree().place(to, () -> moveTo(to));
            discard();
        } catch (IOException e) {
            throw writers.fault(target, e);
        }
    }

    @Override
    public synchronized void cancel() throws IOException {
        checkOpen();
        try {
            discard();
        } catch (IOException e) {
            throw writers.fault(file.path(), e);
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void close() throws StorageException {
        if (!open) {
            return;
        }
        try {
            leave();
        } catch (IOException e) {
            throw writers.fault(file.path(), e);
        }
    }

    private void moveTo(Path target) throws IOException {
        try {
            disk().rename(file.data(), target);
        } catch (NoSuchFileException e) {
            checkThere();
            throw e;
        }
    }

    /** A file whose bytes could not be forced has lost some, whatever a second attempt says: this writer ends here. */
    private void forceBytes() throws IOException {
        dropTail();
        try {
            disk().force(held.channel(), file.data());
        } catch (IOException e) {
            leave();
            throw e;
        }
    }

    private void dropTail() throws IOException {
        if (held.channel().size() > offset) {
            disk().truncate(held.channel(), offset, file.data());
        }
    }

    /** Bytes in a file that somebody deleted are no use to anybody. */
    private void checkThere() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file.data(), BasicFileAttributes.class);
            if (held.key().equals(String.valueOf(now.fileKey()))) {
                return;
            }
        } catch (NoSuchFileException e) {
            throw new PathNotFoundException(writers.driver(), file.path(), e);
        }
        throw new PathNotFoundException(writers.driver(), file.path());
    }

    private void leave() throws IOException {
        if (marked) {
            release();
        } else {
            discard();
        }
    }

    private void discard() throws IOException {
        try {
            file.delete(disk());
        } finally {
            release();
        }
    }

    private void release() throws IOException {
        end();
        held.close();
    }

    private void end() {
        open = false;
        writers.ended(this);
    }

    private Disk disk() {
        return writers.tree().disk();
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}

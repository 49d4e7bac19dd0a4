package io.amphora.itests.rogue;

import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes an unfinished file that nobody else holds. */
final class DirectoryWriter implements StorageWriter {

    private final DirectoryDriver driver;
    private final Path file;
    private final FileChannel channel;
    private long offset;
    private boolean marked;

    DirectoryWriter(DirectoryDriver driver, Path file, Optional<Mark> from) throws IOException {
        this.driver = driver;
        this.file = file;
        this.offset = from.map(Mark::offset).orElse(0L);
        this.marked = from.isPresent();
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
    }

    @Override
    public synchronized long offset() throws IOException {
        checkOpen();
        return offset;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        dropTail();
        int count = 0;
        while (bytes.hasRemaining()) {
            count += channel.write(bytes, offset + count);
        }
        offset += count;
        return count;
    }

    @Override
    public synchronized Mark checkpoint() throws IOException {
        dropTail();
        driver.checkThere(file);
        channel.force(false);
        marked = true;
        return new Mark(offset, file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void commit(StoragePath target) throws IOException {
        DirectoryDriver.checkContent(target);
        dropTail();
        driver.checkThere(file);
        channel.force(false);
        channel.close();
        driver.place(file, target);
        driver.ended(this);
    }

    @Override
    public synchronized void cancel() throws IOException {
        checkOpen();
        channel.close();
        Files.deleteIfExists(file);
        driver.ended(this);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public synchronized void close() {
        try {
            if (channel.isOpen() && !marked) {
                Files.deleteIfExists(file);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.ended(this);
    }

    Path unfinished() {
        return file;
    }

    private void dropTail() throws IOException {
        checkOpen();
        if (channel.size() > offset) {
            channel.truncate(offset);
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A writer that holds its driver until it is committed, cancelled or closed. */
final class LeasedWriter implements StorageWriter {

    private final StorageWriter writer;
    private final Hold hold;

    LeasedWriter(StorageWriter writer, Hold hold) {
        this.writer = writer;
        this.hold = hold;
    }

    @Override
    public long offset() throws IOException {
        return writer.offset();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return writer.write(bytes);
    }

    @Override
    public Mark checkpoint() throws IOException {
        return writer.checkpoint();
    }

    @Override
    public void commit(StoragePath target) throws IOException {
        writer.commit(target);
        hold.release();
    }

    @Override
    public void cancel() throws IOException {
        writer.cancel();
        hold.release();
    }

    @Override
    public boolean isOpen() {
        return writer.isOpen();
    }

    @Override
    public void close() throws StorageException {
        try {
            writer.close();
        } finally {
            hold.release();
        }
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.StorageException;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A reader that holds its driver until it is closed. */
final class LeasedReader implements StorageReader {

    private final StorageReader reader;
    private final Hold hold;

    LeasedReader(StorageReader reader, Hold hold) {
        this.reader = reader;
        this.hold = hold;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return reader.read(target);
    }

    @Override
    public boolean isOpen() {
        return reader.isOpen();
    }

    @Override
    public void close() throws StorageException {
        try {
            reader.close();
        } finally {
            hold.release();
        }
    }

    /** Ends the hold of a reader that counts as closed. */
    void release() {
        hold.release();
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.OpenFile;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A leased reader of an open file; taking the file ends the hold, as nothing of the driver is in use any more. */
final class LeasedFileReader implements StorageReader, OpenFile {

    private final LeasedReader reader;
    private final OpenFile file;

    LeasedFileReader(LeasedReader reader, OpenFile file) {
        this.reader = reader;
        this.file = file;
    }

    @Override
    public Optional<FileChannel> takeFile() throws StorageException {
        Optional<FileChannel> taken = file.takeFile();
        if (taken.isPresent()) {
            reader.release();
        }
        return taken;
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
        reader.close();
    }
}

package io.amphora.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A content being read, forwards. Implemented by driver authors; used by one thread at a time. What it reads is the
 * content as it was when it was opened, or an error: never a mixture with one that replaced it.
 */
@ConsumerType
public interface StorageReader extends ReadableByteChannel {

    /**
     * Reads up to {@link ByteBuffer#remaining()} bytes into the buffer, direct or not.
     *
     * @return how many bytes were read, at least 1 unless the buffer had no room; -1 at the end
     * @throws java.nio.channels.ClosedChannelException after {@link #close}
     * @throws StorageException if the store fails, or the content ends too early
     */
    @Override
    int read(ByteBuffer target) throws IOException;

    /** Releases what the reader holds; any number of times. */
    @Override
    void close() throws StorageException;
}

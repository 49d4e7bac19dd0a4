package io.amphora.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A content being written, unseen by readers until it is committed. Implemented by driver authors; used by one thread at
 * a time. After {@link #close}, {@link #commit} or {@link #cancel} every method but {@link #close} and {@link #isOpen}
 * fails with {@link java.nio.channels.ClosedChannelException}.
 */
@ConsumerType
public interface StorageWriter extends WritableByteChannel {

    /** How many bytes the content has so far. */
    long offset() throws IOException;

    /**
     * Appends all bytes of the buffer, direct or not.
     *
     * @return how many there were
     * @throws StorageFullException if the store has no room; what was written before stays resumable at its mark
     */
    @Override
    int write(ByteBuffer bytes) throws IOException;

    /**
     * Makes everything written so far durable.
     *
     * @return where any instance over the same store can go on, see {@link StorageDriver#resume}
     * @throws WriterConflictException if another writer took over
     */
    Mark checkpoint() throws IOException;

    /**
     * Makes exactly the bytes written so far the content of {@code target}, durably and at once, replacing what had that
     * path. May be repeated after a crash: resumed at the same mark, it finishes what it began.
     *
     * @throws WriterConflictException if another writer took over
     */
    void commit(StoragePath target) throws IOException;

    /** Frees all bytes of this content; nothing of it stays. */
    void cancel() throws IOException;

    /** Releases what the writer holds, any number of times. Uncommitted bytes stay, up to the last checkpoint. */
    @Override
    void close() throws StorageException;
}

package io.amphora.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A blob of a repository, readable and seekable. Used by one thread at a time, closed by who fetched it. Nothing is opened
 * before the first read, and a seek alone costs nothing. After {@link #close} every method but {@link #isOpen} and
 * {@link #close} fails with {@link java.nio.channels.ClosedChannelException}; writing and truncating always fail.
 */
@ProviderType
public interface Layer extends SeekableByteChannel {

    /** The name by which it was fetched. */
    Digest digest();

    /**
     * Reads at the position and moves it.
     *
     * @return how many bytes, or -1 at or past the end
     * @throws RegistryException if storage fails, or the content vanished after the layer was made
     */
    @Override
    int read(ByteBuffer target) throws IOException;

    /** Where the next read begins, in bytes. */
    @Override
    long position() throws IOException;

    /**
     * Moves the position; past the end is allowed, and reads nothing there.
     *
     * @throws IllegalArgumentException if it is negative; the position then stays
     */
    @Override
    Layer position(long newPosition) throws IOException;

    /** How many bytes it has. Known without reading. */
    @Override
    long size() throws IOException;

    /** Releases what it holds; any number of times. */
    @Override
    void close() throws IOException;
}

package io.amphora.storage;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A place in an unfinished content up to which every byte is durable, and what its driver needs to go on there.
 * Immutable.
 */
public final class Mark {

    /** The most bytes that a driver may put into a mark. */
    public static final int MAX_STATE = 64 * 1024;

    private final long offset;
    private final byte[] state;

    /**
     * A mark.
     *
     * @param offset how many bytes lie before it, not negative
     * @param state the driver's own, at most {@value #MAX_STATE} bytes; copied
     */
    public Mark(long offset, byte[] state) {
        if (offset < 0 || state.length > MAX_STATE) {
            throw new IllegalArgumentException("mark at " + offset + " with " + state.length + " bytes of state");
        }
        this.offset = offset;
        this.state = state.clone();
    }

    /** How many bytes lie before the mark. */
    public long offset() {
        return offset;
    }

    /** The driver's own bytes; a copy. */
    public byte[] state() {
        return state.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mark mark && mark.offset == offset && Arrays.equals(mark.state, state);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset) * 31 + Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "mark at " + offset + " [" + HexFormat.of().formatHex(state, 0, Math.min(16, state.length)) + "]";
    }
}

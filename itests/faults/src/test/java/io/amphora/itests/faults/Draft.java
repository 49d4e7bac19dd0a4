package io.amphora.itests.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A layer that is being pushed, from the client's side. What the registry has is fixed; the rest can be replaced by other
 * bytes, so that a registry which mixes two tries of a request fails its digest. Used by one thread at a time.
 */
final class Draft {

    private static final int PIECE = 256 * 1024;

    private final NavigableMap<Long, Noise> spans = new TreeMap<>();
    private final LongSupplier seeds;
    private long fixed;

    Draft(LongSupplier seeds) {
        this.seeds = seeds;
        spans.put(0L, new Noise(seeds.getAsLong()));
    }

    private Draft(Draft other) {
        seeds = other.seeds;
        fixed = other.fixed;
        spans.putAll(other.spans);
    }

    /** The same layer as it is now. */
    Draft copy() {
        return new Draft(this);
    }

    /** How many bytes the registry is known to have. */
    long fixed() {
        return fixed;
    }

    /** The registry has the bytes before {@code offset}. */
    void fix(long offset) {
        fixed = offset;
    }

    /** All bytes that the registry is not known to have become others. */
    void replaceRest() {
        spans.tailMap(fixed, true).clear();
        spans.put(fixed, new Noise(seeds.getAsLong()));
    }

    /** From that offset on the bytes become those of another. */
    void goOnAs(Draft other, long offset) {
        spans.tailMap(offset, true).clear();
        spans.put(offset, other.spans.floorEntry(offset).getValue());
        spans.putAll(other.spans.tailMap(offset, false));
    }

    /** Writes the bytes from {@code from} to {@code to}. */
    void write(long from, long to, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        long at = from;
        while (at < to) {
            Entry<Long, Noise> span = spans.floorEntry(at);
            Long next = spans.higherKey(at);
            int length = (int) Math.min(PIECE, (next == null ? to : Math.min(next, to)) - at);
            span.getValue().fill(at, piece, length);
            out.write(piece, 0, length);
            at += length;
        }
    }

    /** The digest of the first {@code length} bytes. */
    String digest(long length) {
        MessageDigest sha256 = Digests.sha256();
        try (OutputStream out = Digests.into(sha256)) {
            write(0, length, out);
        } catch (IOException e) {
            throw new IllegalStateException("a digest does no input or output", e);
        }
        return Digests.name(sha256);
    }
}

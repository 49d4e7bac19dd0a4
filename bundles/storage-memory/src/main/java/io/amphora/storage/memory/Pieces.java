package io.amphora.storage.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes in pieces, so that a large content is not one array. The last piece doubles as it fills, so that a small content
 * takes little. Not thread-safe while it grows.
 */
final class Pieces {

    static final int PIECE = 64 * 1024;

    private static final int SMALLEST = 256;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    static Pieces of(byte[] bytes) {
        Pieces pieces = new Pieces();
        pieces.append(ByteBuffer.wrap(bytes));
        pieces.trim();
        return pieces;
    }

    long size() {
        return size;
    }

    /** How many bytes of the heap a number of bytes takes as long as more may follow. */
    static long occupied(long size) {
        int rest = (int) (size % PIECE);
        return size - rest + (rest == 0 ? 0 : capacity(rest));
    }

    /** How many bytes of the heap they take now. */
    long heapBytes() {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }

    void append(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int start = (int) (size % PIECE);
            int count = Math.min(bytes.remaining(), PIECE - start);
            if (start == 0) {
                pieces.add(new byte[capacity(count)]);
            } else {
                resizeLast(start + count);
            }
            bytes.get(pieces.get(pieces.size() - 1), start, count);
            size += count;
        }
    }

    void truncate(long length) {
        if (length >= size) {
            return;
        }
        int keep = (int) ((length + PIECE - 1) / PIECE);
        pieces.subList(keep, pieces.size()).clear();
        size = length;
        int rest = (int) (length % PIECE);
        if (rest != 0) {
            resizeLast(rest);
        }
    }

    private void resizeLast(int needed) {
        int last = pieces.size() - 1;
        if (pieces.get(last).length != capacity(needed)) {
            pieces.set(last, Arrays.copyOf(pieces.get(last), capacity(needed)));
        }
    }

    private static int capacity(int needed) {
        return Math.max(SMALLEST, Integer.highestOneBit(needed - 1) << 1);
    }

    /** Frees the room behind the last byte. Nothing may be appended afterwards. */
    void trim() {
        int last = (int) (size % PIECE);
        if (last != 0) {
            pieces.set(pieces.size() - 1, Arrays.copyOf(pieces.get(pieces.size() - 1), last));
        }
    }

    /** Copies what lies at a position into the buffer; returns how many bytes, -1 at the end. */
    int read(long position, ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int total = 0;
        while (target.hasRemaining() && position + total < size) {
            long from = position + total;
            int start = (int) (from % PIECE);
            int count = (int) Math.min(Math.min(target.remaining(), PIECE - start), size - from);
            target.put(pieces.get((int) (from / PIECE)), start, count);
            total += count;
        }
        return total;
    }

    byte[] toBytes() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
        read(0, all);
        return all.array();
    }
}

package io.amphora.itests.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Incompressible bytes without end, the same for the same seed, that can be had from any offset. */
record Noise(long seed) {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Fills the first {@code length} bytes of {@code into} with those from {@code offset} on. */
    void fill(long offset, byte[] into, int length) {
        ByteBuffer words = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
        long position = offset;
        int at = 0;
        while (at < length) {
            long word = mix(seed + (position >>> 3) * STEP);
            int skip = (int) (position & 7);
            if (skip == 0 && length - at >= Long.BYTES) {
                words.putLong(at, word);
                at += Long.BYTES;
                position += Long.BYTES;
            } else {
                into[at++] = (byte) (word >>> (skip * 8));
                position++;
            }
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

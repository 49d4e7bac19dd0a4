package io.amphora.itests.swap;

import io.amphora.itests.image.Content;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * A blob whose bytes can be had from any offset: eight of its own, then a stretch of noise that all share.
 *
 * @param seed its first bytes, which no other blob has
 */
record Blob(String repository, long seed, long size, String digest) {

    static final int LARGEST = 64 << 20;

    private static final byte[] NOISE = Content.random(42, LARGEST + 1009);

    static Blob of(String repository, long seed, long size) {
        Blob nameless = new Blob(repository, seed, size, "");
        MessageDigest sha256 = Digests.sha256();
        byte[] piece = new byte[1 << 18];
        for (long offset = 0; offset < size; offset += piece.length) {
            int length = (int) Math.min(piece.length, size - offset);
            nameless.read(offset, piece, length);
            sha256.update(piece, 0, length);
        }
        return new Blob(repository, seed, size, Digests.name(sha256));
    }

    /** Fills the first bytes of {@code into} with those from the offset on. */
    void read(long offset, byte[] into, int length) {
        int shift = (int) Math.floorMod(seed, (long) NOISE.length);
        int from = (int) ((shift + offset) % NOISE.length);
        int first = Math.min(length, NOISE.length - from);
        System.arraycopy(NOISE, from, into, 0, first);
        System.arraycopy(NOISE, 0, into, first, length - first);
        byte[] own = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        for (long at = offset; at < Math.min(offset + length, Long.BYTES); at++) {
            into[(int) (at - offset)] = own[(int) at];
        }
    }

    @Override
    public String toString() {
        return repository + " " + digest.substring(0, 19) + " (" + size + " bytes)";
    }
}

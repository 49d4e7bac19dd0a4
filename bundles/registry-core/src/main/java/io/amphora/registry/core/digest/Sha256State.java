package io.amphora.registry.core.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a SHA-256 computation is, in the form that Go's {@code crypto/sha256} marshals: {@code sha\x03}, eight big-endian
 * words, the 64 bytes of the unfinished block (zeros behind those that count), and how many bytes went in, as a big-endian
 * long. Immutable.
 */
public final class Sha256State {

    /** How many bytes the form has. */
    public static final int LENGTH = 4 + 8 * 4 + 64 + 8;

    static final int WORDS = 8;
    static final int BLOCK = 64;

    private static final int MAGIC = 0x73686103;
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final Sha256State START = new Sha256State(INITIAL, new byte[BLOCK], 0);

    private final int[] words;
    private final byte[] block;
    private final long length;

    private Sha256State(int[] words, byte[] block, long length) {
        this.words = words.clone();
        this.block = Arrays.copyOf(Arrays.copyOf(block, (int) (length % BLOCK)), BLOCK);
        this.length = length;
    }

    /** Nothing digested yet. */
    public static Sha256State start() {
        return START;
    }

    /** A state in its parts; of the block only what belongs to an unfinished one counts. */
    static Sha256State of(int[] words, byte[] block, long length) {
        return new Sha256State(words, block, length);
    }

    /**
     * Reads the form.
     *
     * @throws IllegalArgumentException if the bytes do not have it
     */
    public static Sha256State parse(byte[] form) {
        ByteBuffer in = ByteBuffer.wrap(form);
        if (form.length != LENGTH || in.getInt() != MAGIC) {
            throw new IllegalArgumentException("not the state of a SHA-256 computation");
        }
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = in.getInt();
        }
        byte[] block = new byte[BLOCK];
        in.get(block);
        long length = in.getLong();
        if (length < 0) {
            throw new IllegalArgumentException("the state of a SHA-256 computation over " + length + " bytes");
        }
        return new Sha256State(words, block, length);
    }

    /** The form that {@link #parse} reads. */
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).putInt(MAGIC);
        for (int word : words) {
            out.putInt(word);
        }
        return out.put(block).putLong(length).array();
    }

    /** How many bytes went in. */
    public long length() {
        return length;
    }

    int[] words() {
        return words.clone();
    }

    /** How many bytes of {@link #block} wait for the rest of their block. */
    int pending() {
        return (int) (length % BLOCK);
    }

    byte[] block() {
        return block.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sha256State state && Arrays.equals(state.bytes(), bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "SHA-256 after " + length + " bytes";
    }
}

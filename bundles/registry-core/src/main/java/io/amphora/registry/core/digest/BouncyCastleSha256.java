package io.amphora.registry.core.digest;

import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * Bouncy Castle's SHA-256: at home on every JVM, some five times slower than the JDK's. Its encoded state is: the
 * unfinished word and how many bytes of it there are, the length as a long, the eight words, the finished words of the
 * block with their number in front, and a byte for its purpose.
 */
final class BouncyCastleSha256 implements Sha256 {

    private static final int PIECE = 8 * 1024;
    private static final int WORD = 4;
    private static final int FIXED = WORD + WORD + 8 + Sha256State.WORDS * WORD + WORD;

    private final SHA256Digest engine;
    private final byte[] piece = new byte[PIECE];

    BouncyCastleSha256(Sha256State from) {
        engine = new SHA256Digest(encode(from));
    }

    @Override
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            engine.update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), PIECE);
            bytes.get(piece, 0, count);
            engine.update(piece, 0, count);
        }
    }

    @Override
    public Sha256State state() {
        return decode(engine.getEncodedState());
    }

    @Override
    public byte[] digest() {
        byte[] result = new byte[engine.getDigestSize()];
        new SHA256Digest(engine).doFinal(result, 0);
        return result;
    }

    private static byte[] encode(Sha256State from) {
        int wholeWords = from.pending() / WORD;
        int unfinished = from.pending() % WORD;
        byte[] block = from.block();
        byte[] purpose = new SHA256Digest().getEncodedState();
        ByteBuffer out = ByteBuffer.allocate(FIXED + wholeWords * WORD + 1);
        out.put(block, wholeWords * WORD, unfinished).position(WORD);
        out.putInt(unfinished).putLong(from.length());
        for (int word : from.words()) {
            out.putInt(word);
        }
        out.putInt(wholeWords).put(block, 0, wholeWords * WORD);
        return out.put(purpose[purpose.length - 1]).array();
    }

    private static Sha256State decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        byte[] unfinished = new byte[WORD];
        in.get(unfinished);
        int unfinishedLength = in.getInt();
        long length = in.getLong();
        int[] words = new int[Sha256State.WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt();
        }
        int wholeWords = in.getInt();
        byte[] block = new byte[Sha256State.BLOCK];
        in.get(block, 0, wholeWords * WORD);
        System.arraycopy(unfinished, 0, block, wholeWords * WORD, unfinishedLength);
        return Sha256State.of(words, block, length);
    }
}

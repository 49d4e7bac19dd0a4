package io.amphora.itests.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes to push, and their digests. */
public final class Content {

    private static final AtomicLong SEED = new AtomicLong(System.nanoTime());

    private Content() {}

    /** Bytes that nobody pushed before. */
    public static byte[] fresh(int size) {
        return random(SEED.incrementAndGet(), size);
    }

    /** The same bytes for the same seed; they do not compress. */
    public static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The text as UTF-8. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A part of the bytes, from an index and before another. */
    public static byte[] part(byte[] bytes, int from, int before) {
        return Arrays.copyOfRange(bytes, from, before);
    }

    /** {@code sha256:} and the digest. */
    public static String digest(byte[] bytes) {
        return "sha256:" + hex(bytes);
    }

    /** The digest alone, in lower case. */
    public static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

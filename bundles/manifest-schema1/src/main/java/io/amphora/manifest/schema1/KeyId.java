package io.amphora.manifest.schema1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.regex.Pattern;

/**
 * Libtrust's names of public keys: the first 240 bits of the SHA-256 of the key's DER form, in base32, in twelve groups of
 * four characters.
 */
final class KeyId {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{4}(:[A-Z2-7]{4}){11}");
    private static final int CHARACTERS = 48;
    private static final int GROUP = 4;

    private KeyId() {}

    /** The name of a key. */
    static String of(PublicKey key) {
        byte[] hash = sha256(key.getEncoded());
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            if (i > 0 && i % GROUP == 0) {
                id.append(':');
            }
            id.append(ALPHABET.charAt(fiveBits(hash, i * 5)));
        }
        return id.toString();
    }

    /** Whether a text can be a name. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    private static int fiveBits(byte[] bytes, int from) {
        int two = (bytes[from / 8] & 0xff) << 8 | bytes[from / 8 + 1] & 0xff;
        return two >> 11 - from % 8 & 0x1f;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

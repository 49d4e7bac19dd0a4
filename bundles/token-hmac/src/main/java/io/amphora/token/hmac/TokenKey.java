package io.amphora.token.hmac;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of at least {@value #MIN_BYTES} bytes. Shows its name and its fingerprint, never itself. Immutable. */
final class TokenKey {

    static final int MIN_BYTES = 32;

    /** How many bytes a fingerprint has. */
    static final int FINGERPRINT_BYTES = 8;

    private static final byte[] FINGERPRINT_DOMAIN =
            "amphora token key fingerprint\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";

    private final String name;
    private final SecretKeySpec secret;
    private final String fingerprint;

    TokenKey(String name, byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "key '" + name + "' has " + bytes.length + " bytes, at least " + MIN_BYTES + " are needed");
        }
        this.name = name;
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
        byte[] hash = Sha256.of(FINGERPRINT_DOMAIN, bytes);
        this.fingerprint = HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    }

    String name() {
        return name;
    }

    /** What tells keys apart without telling them. */
    String fingerprint() {
        return fingerprint;
    }

    /** The HMAC-SHA256 of some parts, 32 bytes. The first part keeps different uses of the key apart. */
    byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether a signature is that of some parts, in constant time. */
    boolean verify(byte[] signature, byte[]... parts) {
        return MessageDigest.isEqual(signature, sign(parts));
    }

    @Override
    public String toString() {
        return name + " (" + fingerprint + ")";
    }
}

package io.amphora.token.hmac;

import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.TokenRefusedException.Reason;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a token says, before its signature. Its bytes: version (1), fingerprint of the key (8), binding (64), offset (8),
 * expiry in seconds of the epoch (8), record (0 to 64). The binding: store (16), SHA-256 of the repository's name (16 of
 * 32), upload (16), HMAC of the principal's name (16 of 32).
 */
final class TokenBody {

    static final int MIN_BYTES = 89;
    static final int MAX_BYTES = MIN_BYTES + UploadPosition.MAX_RECORD;

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int BINDING = 1 + TokenKey.FINGERPRINT_BYTES;
    private static final int POSITION = BINDING + 4 * ID_BYTES;
    private static final List<Reason> BINDING_REASONS =
            List.of(Reason.STORE, Reason.REPOSITORY, Reason.UPLOAD, Reason.PRINCIPAL);
    private static final byte[] PRINCIPAL_DOMAIN = "amphora principal\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private TokenBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The body of a new token. */
    static TokenBody of(TokenKey key, UploadBinding binding, UploadPosition position, Instant expiry) {
        byte[] record = position.record().getBytes(StandardCharsets.US_ASCII);
        return new TokenBody(ByteBuffer.allocate(MIN_BYTES + record.length)
                .put(VERSION)
                .put(HexFormat.of().parseHex(key.fingerprint()))
                .put(bytes(binding, key))
                .putLong(position.offset())
                .putLong(expiry.getEpochSecond())
                .put(record)
                .array());
    }

    /** Reads a body; only its signature tells whether it is one of ours. */
    static TokenBody parse(byte[] bytes) throws TokenRefusedException {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES || bytes[0] != VERSION) {
            throw new TokenRefusedException(Reason.MALFORMED);
        }
        return new TokenBody(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The fingerprint of the key that is said to have signed. */
    String fingerprint() {
        return HexFormat.of().formatHex(bytes, 1, BINDING);
    }

    /** Refuses a token that is for something else. */
    void checkBinding(UploadBinding expected, TokenKey key) throws TokenRefusedException {
        byte[] wanted = bytes(expected, key);
        for (int i = 0; i < BINDING_REASONS.size(); i++) {
            int from = i * ID_BYTES;
            int to = from + ID_BYTES;
            if (!Arrays.equals(bytes, BINDING + from, BINDING + to, wanted, from, to)) {
                throw new TokenRefusedException(BINDING_REASONS.get(i));
            }
        }
    }

    /** Refuses a token that is too old. */
    void checkExpiry(Instant now) throws TokenRefusedException {
        long expiry = ByteBuffer.wrap(bytes).getLong(POSITION + Long.BYTES);
        if (now.getEpochSecond() >= expiry) {
            throw new TokenRefusedException(Reason.EXPIRED);
        }
    }

    UploadPosition position() {
        String record = new String(bytes, MIN_BYTES, bytes.length - MIN_BYTES, StandardCharsets.US_ASCII);
        return new UploadPosition(ByteBuffer.wrap(bytes).getLong(POSITION), record);
    }

    private static byte[] bytes(UploadBinding binding, TokenKey key) {
        byte[] repository = Sha256.of(binding.repository().toString().getBytes(StandardCharsets.UTF_8));
        byte[] principal = key.sign(PRINCIPAL_DOMAIN, binding.principal().name().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(4 * ID_BYTES)
                .putLong(binding.store().getMostSignificantBits())
                .putLong(binding.store().getLeastSignificantBits())
                .put(repository, 0, ID_BYTES)
                .putLong(binding.upload().getMostSignificantBits())
                .putLong(binding.upload().getLeastSignificantBits())
                .put(principal, 0, ID_BYTES)
                .array();
    }
}

package io.amphora.token.hmac;

import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.TokenRefusedException.Reason;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text of a token: {@value #PREFIX}, then body and HMAC-SHA256 of the body in unpadded base64url. One token has one
 * text: what decodes to the same bytes but is written in another way is refused.
 */
final class TokenCodec {

    static final char PREFIX = 'h';

    private static final int MAC_BYTES = 32;
    private static final int MAX_CHARACTERS = 1 + (TokenBody.MAX_BYTES + MAC_BYTES + 2) / 3 * 4;
    private static final byte[] TOKEN_DOMAIN = "amphora upload token\n".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Clock clock;

    TokenCodec(Clock clock) {
        this.clock = clock;
    }

    String issue(KeyRing keys, Duration life, UploadBinding binding, UploadPosition position) {
        TokenKey key = keys.signing();
        byte[] body =
                TokenBody.of(key, binding, position, clock.instant().plus(life)).bytes();
        byte[] signed = Arrays.copyOf(body, body.length + MAC_BYTES);
        System.arraycopy(key.sign(TOKEN_DOMAIN, body), 0, signed, body.length, MAC_BYTES);
        return PREFIX + ENCODER.encodeToString(signed);
    }

    UploadPosition verify(KeyRing keys, String token, UploadBinding expected) throws TokenRefusedException {
        byte[] signed = decode(token);
        int end = signed.length - MAC_BYTES;
        TokenBody body = TokenBody.parse(Arrays.copyOf(signed, Math.max(end, 0)));
        TokenKey key = keys.find(body.fingerprint()).orElseThrow(() -> new TokenRefusedException(Reason.KEY_UNKNOWN));
        if (!key.verify(Arrays.copyOfRange(signed, end, signed.length), TOKEN_DOMAIN, body.bytes())) {
            throw new TokenRefusedException(Reason.FORGED);
        }
        body.checkBinding(expected, key);
        body.checkExpiry(clock.instant());
        return body.position();
    }

    private static byte[] decode(String token) throws TokenRefusedException {
        if (token.length() > 1 && token.length() <= MAX_CHARACTERS && token.charAt(0) == PREFIX) {
            String text = token.substring(1);
            try {
                byte[] signed = Base64.getUrlDecoder().decode(text);
                if (ENCODER.encodeToString(signed).equals(text)) {
                    return signed;
                }
            } catch (IllegalArgumentException e) {
                // Not base64url: refused below like every other shape that is not ours.
            }
        }
        throw new TokenRefusedException(Reason.MALFORMED);
    }
}

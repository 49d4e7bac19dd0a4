package io.amphora.token.hmac;

import static io.amphora.token.hmac.Fixture.BINDING;
import static io.amphora.token.hmac.Fixture.LIFE;
import static io.amphora.token.hmac.Fixture.NOW;
import static io.amphora.token.hmac.Fixture.POSITION;
import static io.amphora.token.hmac.Fixture.at;
import static io.amphora.token.hmac.Fixture.key;
import static io.amphora.token.hmac.Fixture.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import io.amphora.registry.access.Principal;
import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.TokenRefusedException.Reason;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTest {

    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final KeyRing keys = ring(key(1));
    private final TokenCodec codec = new TokenCodec(at(NOW));

    static Stream<Arguments> statesAndKeys() {
        List<UploadPosition> states = List.of(
                new UploadPosition(0, ""),
                new UploadPosition(1, "0"),
                new UploadPosition(67_108_864, "0.7c9e6679"),
                new UploadPosition(Long.MAX_VALUE, "r".repeat(UploadPosition.MAX_RECORD)),
                new UploadPosition(1L << 40, "1099511627776-A_b"));
        List<byte[]> keys = List.of(
                new byte[32],
                "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                "a key of just thirty-two bytes..".getBytes(StandardCharsets.US_ASCII),
                "ключ, который длиннее блока функции SHA-256, то есть шестидесяти четырёх байтов"
                        .getBytes(StandardCharsets.UTF_8),
                "鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵鍵".getBytes(StandardCharsets.UTF_8),
                random(64),
                random(1000));
        return states.stream().flatMap(state -> keys.stream().map(key -> Arguments.of(state, key)));
    }

    @ParameterizedTest
    @MethodSource("statesAndKeys")
    void takesWhatAnotherInstanceWithTheKeyIssued(UploadPosition state, byte[] key) throws Exception {
        String token = codec.issue(ring(new TokenKey("one", key)), LIFE, BINDING, state);

        UploadPosition read = new TokenCodec(at(NOW)).verify(ring(new TokenKey("two", key)), token, BINDING);

        assertThat(read).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("statesAndKeys")
    void refusesWhatAnotherKeySigned(UploadPosition state, byte[] key) {
        KeyRing others = ring(new TokenKey("one", key));

        assertThat(reason(others, codec.issue(keys, LIFE, BINDING, state), BINDING))
                .isEqualTo(Reason.KEY_UNKNOWN);
        assertThat(reason(keys, codec.issue(others, LIFE, BINDING, state), BINDING))
                .isEqualTo(Reason.KEY_UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("statesAndKeys")
    void issuesShortTokensOfTheAlphabet(UploadPosition state, byte[] key) {
        String token = codec.issue(ring(new TokenKey("one", key)), LIFE, BINDING, state);

        assertThat(token).matches("h[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(UploadReference.MAX_TOKEN);
        assertThat(UploadReference.parse(BINDING.upload() + "." + token).token())
                .isEqualTo(token);
    }

    @Test
    void refusesEveryTokenWithOneBitChanged() {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);
        byte[] signed = Base64.getUrlDecoder().decode(token.substring(1));

        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] changed = signed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String forged = "h" + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

            assertThat(reason(keys, forged, BINDING))
                    .as("bit %s", bit)
                    .isIn(Reason.MALFORMED, Reason.KEY_UNKNOWN, Reason.FORGED);
        }
    }

    @Test
    void refusesEveryTokenWithOneCharacterChanged() {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);

        for (int i = 0; i < token.length(); i++) {
            for (char c : "Aw_-.=+/ \u00e9\u0000".toCharArray()) {
                String changed = token.substring(0, i) + c + token.substring(i + 1);
                if (!changed.equals(token)) {
                    assertThat(reason(keys, changed, BINDING))
                            .as("%s at %s", c, i)
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void refusesTokensThatAreCutOrExtended() {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);

        for (int length = 0; length < token.length(); length++) {
            assertThat(reason(keys, token.substring(0, length), BINDING)).isNotNull();
        }
        for (int start = 2; start <= token.length(); start++) {
            assertThat(reason(keys, "h" + token.substring(start), BINDING)).isNotNull();
        }
        for (String tail : List.of("A", "AA", "AAA", "AAAA", "=", "A".repeat(1_000_000))) {
            assertThat(reason(keys, token + tail, BINDING)).isNotNull();
        }
    }

    @Test
    void refusesGarbage() {
        Random random = new Random(7);

        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            String garbage = "h" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(reason(keys, garbage, BINDING)).isIn(Reason.MALFORMED, Reason.KEY_UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "r", "rAAAA", "h====", "h.", "H", "hA", "h\n", "hAAA\n"})
    void refusesWhatIsNoToken(String token) {
        assertThat(reason(keys, token, BINDING)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesTheSameBytesWrittenInAnotherWay() throws Exception {
        String token = codec.issue(keys, LIFE, BINDING, new UploadPosition(0, ""));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = token.charAt(token.length() - 1);
        String twin = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
        assertThat(Base64.getUrlDecoder().decode(twin.substring(1)))
                .isEqualTo(Base64.getUrlDecoder().decode(token.substring(1)));

        assertThat(reason(keys, twin, BINDING)).isEqualTo(Reason.MALFORMED);
    }

    static Stream<Arguments> otherBindings() {
        UploadBinding b = BINDING;
        RepositoryName repository = RepositoryName.parse("library/alpin");
        Principal principal = new Principal("Alice");
        return Stream.of(
                Arguments.of(new UploadBinding(OTHER, b.repository(), b.upload(), b.principal()), Reason.STORE),
                Arguments.of(new UploadBinding(b.store(), repository, b.upload(), b.principal()), Reason.REPOSITORY),
                Arguments.of(new UploadBinding(b.store(), b.repository(), OTHER, b.principal()), Reason.UPLOAD),
                Arguments.of(new UploadBinding(b.store(), b.repository(), b.upload(), principal), Reason.PRINCIPAL),
                Arguments.of(
                        new UploadBinding(b.store(), b.repository(), b.upload(), Principal.ANONYMOUS),
                        Reason.PRINCIPAL),
                Arguments.of(new UploadBinding(OTHER, repository, OTHER, principal), Reason.STORE));
    }

    @ParameterizedTest
    @MethodSource("otherBindings")
    void refusesATokenForSomethingElseAndSaysWhat(UploadBinding other, Reason reason) {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);

        assertThat(reason(keys, token, other)).isEqualTo(reason);
    }

    @Test
    void holdsUntilItsLifeEndsAndNoLonger() throws Exception {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);

        TokenCodec justBefore = new TokenCodec(at(NOW.plus(LIFE).minusSeconds(1)));
        TokenCodec atTheEnd = new TokenCodec(at(NOW.plus(LIFE)));

        assertThat(justBefore.verify(keys, token, BINDING)).isEqualTo(POSITION);
        assertThat(reason(atTheEnd, keys, token, BINDING)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void saysForWhatATokenIsBeforeItSaysThatItIsOld() {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);
        TokenCodec late = new TokenCodec(at(NOW.plus(LIFE)));
        UploadBinding other =
                new UploadBinding(BINDING.store(), BINDING.repository(), BINDING.upload(), Principal.ANONYMOUS);

        assertThat(reason(late, keys, token, other)).isEqualTo(Reason.PRINCIPAL);
    }

    @Test
    void signsWithTheFirstKeyAndVerifiesWithAll() throws Exception {
        String old = codec.issue(ring(key(1)), LIFE, BINDING, POSITION);
        KeyRing rotated = ring(key(2), key(1));

        assertThat(codec.verify(rotated, old, BINDING)).isEqualTo(POSITION);
        String fresh = codec.issue(rotated, LIFE, BINDING, POSITION);
        assertThat(codec.verify(ring(key(2)), fresh, BINDING)).isEqualTo(POSITION);
        assertThat(reason(ring(key(2)), old, BINDING)).isEqualTo(Reason.KEY_UNKNOWN);
    }

    @Test
    void namesNeitherRepositoryNorPrincipal() {
        String token = codec.issue(keys, LIFE, BINDING, POSITION);

        String bytes = new String(Base64.getUrlDecoder().decode(token.substring(1)), StandardCharsets.ISO_8859_1);

        assertThat(bytes).doesNotContain("library").doesNotContain("alice");
    }

    private Reason reason(KeyRing ring, String token, UploadBinding expected) {
        return reason(codec, ring, token, expected);
    }

    private static Reason reason(TokenCodec codec, KeyRing ring, String token, UploadBinding expected) {
        TokenRefusedException refused =
                catchThrowableOfType(TokenRefusedException.class, () -> codec.verify(ring, token, expected));
        assertThat(refused)
                .as("refusal of %s", token.length() > 600 ? "a long token" : token)
                .isNotNull();
        return refused.reason();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}

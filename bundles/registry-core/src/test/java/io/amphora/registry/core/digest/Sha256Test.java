package io.amphora.registry.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Sha256Test {

    private static final String START = "736861036a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19";
    private static final String AFTER_BLOCK =
            "73686103df5bb81ce81e0626fb45a8944fd40f31b25e6816d6d499c1ab90492900635e66";

    static Stream<Sha256Engine> engines() throws ReflectiveOperationException {
        return Stream.of(Sha256Engine.jdk(), Sha256Engine.bouncyCastle());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void hasTheStatesThatGoMarshals(Sha256Engine engine) {
        assertThat(stateAfter(engine, "")).isEqualTo(START + "00".repeat(64) + "0000000000000000");
        assertThat(stateAfter(engine, "abc")).isEqualTo(START + "616263" + "00".repeat(61) + "0000000000000003");
        assertThat(stateAfter(engine, "a".repeat(63))).isEqualTo(START + "61".repeat(63) + "00" + "000000000000003f");
        assertThat(stateAfter(engine, "a".repeat(64))).isEqualTo(AFTER_BLOCK + "00".repeat(64) + "0000000000000040");
        assertThat(stateAfter(engine, "a".repeat(119)))
                .isEqualTo(AFTER_BLOCK + "61".repeat(55) + "00".repeat(9) + "0000000000000077");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnWhereTheOtherEngineWasAtEveryOffset(Sha256Engine engine) throws ReflectiveOperationException {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);

        for (int split = 0; split <= bytes.length; split++) {
            for (Sha256Engine other : engines().toList()) {
                Sha256 first = other.resume(Sha256State.start());
                first.update(ByteBuffer.wrap(bytes, 0, split));
                Sha256 second = engine.resume(first.state());
                second.update(ByteBuffer.wrap(bytes, split, bytes.length - split));

                assertThat(second.digest()).as("split at %d", split).isEqualTo(sha256(bytes));
                assertThat(second.state().length()).isEqualTo(bytes.length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takesDirectAndReadOnlyBuffersAndSlices(Sha256Engine engine) {
        byte[] bytes = new byte[20_000];
        new Random(2).nextBytes(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        ByteBuffer slice = ByteBuffer.wrap(new byte[bytes.length + 9])
                .position(9)
                .slice()
                .put(bytes)
                .flip();

        Sha256 digest = engine.resume(Sha256State.start());
        digest.update(direct);
        digest.update(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        digest.update(slice);

        assertThat(direct.hasRemaining()).isFalse();
        assertThat(slice.hasRemaining()).isFalse();
        assertThat(digest.digest()).isEqualTo(sha256(concat(bytes, bytes, bytes)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnAfterItsDigestWasTaken(Sha256Engine engine) {
        Sha256 digest = engine.resume(Sha256State.start());
        digest.update(ByteBuffer.wrap(new byte[70]));
        digest.digest();
        digest.update(ByteBuffer.wrap(new byte[70]));

        assertThat(digest.digest()).isEqualTo(sha256(new byte[140]));
    }

    @Test
    void readsTheStateThatItWrote() {
        Sha256 digest = Sha256Engine.bouncyCastle().resume(Sha256State.start());
        digest.update(ByteBuffer.wrap(new byte[1000]));

        assertThat(Sha256State.parse(digest.state().bytes())).isEqualTo(digest.state());
    }

    @Test
    void refusesWhatIsNotAState() {
        byte[] negative = Sha256State.start().bytes();
        negative[100] = (byte) 0x80;
        byte[] otherMagic = Sha256State.start().bytes();
        otherMagic[3] = 2;

        assertThatIllegalArgumentException().isThrownBy(() -> Sha256State.parse(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Sha256State.parse(new byte[107]));
        assertThatIllegalArgumentException().isThrownBy(() -> Sha256State.parse(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> Sha256State.parse(otherMagic));
    }

    private static String stateAfter(Sha256Engine engine, String text) {
        Sha256 digest = engine.resume(Sha256State.start());
        digest.update(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        return HexFormat.of().formatHex(digest.state().bytes());
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

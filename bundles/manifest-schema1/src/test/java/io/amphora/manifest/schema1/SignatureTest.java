package io.amphora.manifest.schema1;

import static io.amphora.manifest.schema1.Push.PAYLOAD;
import static io.amphora.manifest.schema1.Push.signed;
import static io.amphora.manifest.schema1.Push.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.manifest.ManifestReading;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of every kind that is taken. */
final class SignatureTest {

    @ParameterizedTest
    @CsvSource({"secp256r1,ES256", "secp384r1,ES384", "secp521r1,ES512"})
    void takesKeysOnEachCurve(String curve, String algorithm) throws IOException {
        assertTaken(Signer.ec(curve, algorithm));
    }

    @ParameterizedTest
    @CsvSource({"2048,RS256", "3072,RS384", "4096,RS512"})
    void takesRsaKeys(int bits, String algorithm) throws IOException {
        assertTaken(Signer.rsa(bits, algorithm));
    }

    @ParameterizedTest
    @CsvSource({"EC,ES256", "RSA,RS256"})
    void takesTheKeyOfTheFirstCertificate(String keyAlgorithm, String algorithm, @TempDir Path directory)
            throws Exception {
        assertTaken(Signer.certified(directory, keyAlgorithm, algorithm));
    }

    @Test
    void takesKeysWithoutAName() throws IOException {
        Signer signer = Signer.ec();
        String header = signer.header().replaceFirst("\"kid\":\"[^\"]*\",", "");

        Push.read(signed(PAYLOAD, signer.entry(header, Signer.frame(PAYLOAD), PAYLOAD)));
    }

    @Test
    void takesThePayloadFromWhatWasSigned() throws IOException {
        String payload = Push.payload("a/b", "v1", Push.OTHER, Push.LAYER);

        ManifestReading reading = Push.read(signed(
                payload, Signer.ec().entry(payload), Signer.rsa(2048, "RS256").entry(payload)));

        assertThat(reading.mediaType()).isEqualTo(Schema1Format.SIGNED);
        assertThat(text(reading.stored())).isEqualTo(payload);
        assertThat(reading.signatures()).hasSize(2);
        assertThat(reading.needs())
                .extracting(need -> need.digest().toString())
                .containsExactly(Push.OTHER, Push.LAYER);
    }

    @Test
    void keepsASignatureInOneForm() throws IOException {
        Signer signer = Signer.ec();
        String entry = signer.entry(PAYLOAD);
        String spaced = entry.replace(":{", " : {").replace("\"alg\"", "\"more\" : [1],\n\"alg\"");

        assertThat(Push.read(signed(PAYLOAD, spaced)).signatures())
                .isEqualTo(Push.read(signed(PAYLOAD, entry)).signatures());
    }

    private static void assertTaken(Signer signer) throws IOException {
        ManifestReading reading = Push.read(signed(PAYLOAD, signer.entry(PAYLOAD)));

        assertThat(text(reading.stored())).isEqualTo(PAYLOAD);
        assertThat(text(reading.signatures().get(0))).startsWith("{\"header\":" + signer.header());
    }
}

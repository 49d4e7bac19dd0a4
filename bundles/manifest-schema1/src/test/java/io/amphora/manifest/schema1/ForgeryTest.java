package io.amphora.manifest.schema1;

import static io.amphora.manifest.schema1.Push.LAYER;
import static io.amphora.manifest.schema1.Push.OTHER;
import static io.amphora.manifest.schema1.Push.PAYLOAD;
import static io.amphora.manifest.schema1.Push.signed;
import static io.amphora.manifest.schema1.Push.unverified;
import static io.amphora.manifest.schema1.Signer.base64;
import static io.amphora.manifest.schema1.Signer.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 89: signatures that prove nothing, in every way. */
final class ForgeryTest {

    private static final Signer SIGNER = Signer.ec();

    private final String entry = SIGNER.entry(PAYLOAD);

    @Test
    void row89RefusesWhatWasChangedAfterItWasSigned() {
        String document = signed(PAYLOAD, entry);

        assertThat(unverified(document.replaceFirst(LAYER, OTHER))).contains("not made with the key");
        assertThat(unverified(document.replace("\"v1\"", "\"v2\""))).contains("not made with the key");
        assertThat(unverified(document.replaceFirst("\n   \"name\"", "\n    \"name\"")))
                .isNotEmpty();
    }

    @Test
    void row89RefusesASignatureOfAnother() {
        String foreign = Signer.ec().entry(SIGNER.header(), frame(PAYLOAD), PAYLOAD);
        String otherPayload = SIGNER.entry(Push.payload("a/b", "v1", OTHER, OTHER));

        assertThat(unverified(signed(PAYLOAD, foreign))).contains("not made with the key");
        assertThat(unverified(signed(PAYLOAD, otherPayload))).contains("not made with the key");
        assertThat(unverified(signed(PAYLOAD, entry, foreign))).contains("not made with the key");
    }

    @Test
    void row89RefusesASignatureWithAnyCharacterChanged() {
        int at = entry.indexOf("\"signature\":\"") + "\"signature\":\"".length();
        for (int i = at; i < at + 86; i++) {
            char turned = entry.charAt(i) == 'A' ? 'B' : 'A';
            String forged = entry.substring(0, i) + turned + entry.substring(i + 1);

            assertThat(unverified(signed(PAYLOAD, forged))).isNotEmpty();
        }
    }

    @Test
    void row89RefusesSignaturesOfZerosAndOfOtherLengths() {
        for (int length : new int[] {1, 63, 64, 65, 128}) {
            String zeros = base64(new byte[length]);

            assertThat(unverified(signed(PAYLOAD, with("signature", zeros)))).isNotEmpty();
        }
        assertThat(unverified(signed(PAYLOAD, with("signature", "")))).contains("signature");
    }

    @Test
    void row89RefusesDocumentsWithoutSignatures() {
        assertThat(unverified(PAYLOAD)).contains("signatures");
        assertThat(unverified(signed(PAYLOAD))).contains("signatures");
        assertThat(unverified(signed(PAYLOAD).replace("[]", "null"))).contains("signatures");
        assertThat(unverified(signed(PAYLOAD).replace("[]\n", "{}"))).contains("signatures");
        assertThat(unverified(signed(PAYLOAD, "7"))).contains("/signatures/0");
        assertThat(unverified(signed(PAYLOAD, "{}"))).contains("without signature");
        assertThat(unverified(signed(PAYLOAD, "{\"header\":[]}"))).contains("header");
        assertThat(unverified("{}")).contains("signatures");
        assertThat(unverified("[]")).contains("object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "1",
                "7",
                "1099511627776",
                "9223372036854775808",
                "1e3",
                "1.5",
                "\"7\"",
                "null",
                "[]",
            })
    void row89RefusesEveryOtherFormatLength(String length) {
        String frame = frame(PAYLOAD).replaceFirst("\"formatLength\":[0-9]+", "\"formatLength\":" + length);

        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(SIGNER.header(), frame, PAYLOAD))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cn", "fQ", "CiB9", "ICJzaWduYXR1cmVzIjpbXX0", "CgoK", "C", "*", "Cn0="})
    void row89RefusesEveryOtherFormatTail(String tail) {
        String frame = frame(PAYLOAD).replaceFirst("\"formatTail\":\"Cn0\"", "\"formatTail\":\"" + tail + "\"");

        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(SIGNER.header(), frame, PAYLOAD))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"formatLength\":1,\"formatLength\":2}", "{\"formatTail\":7}"})
    void row89RefusesEveryOtherProtectedHeader(String frame) {
        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(SIGNER.header(), frame, PAYLOAD))))
                .contains("protected");
    }

    @Test
    void row89RefusesSignaturesWithDifferentFrames() {
        String payload = PAYLOAD.substring(0, PAYLOAD.length() - 2) + " \n}";
        String otherFrame = SIGNER.entry(payload);

        assertThat(unverified(signed(PAYLOAD, entry, otherFrame))).contains("differ");
        assertThat(unverified(signed(payload, otherFrame))).contains("formatLength");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES384", "ES256K", "RS256", "PS256", "", "es256"})
    void row89RefusesEveryAlgorithmButThatOfTheKey(String algorithm) {
        assertThat(unverified(signed(PAYLOAD, with("alg", algorithm)))).contains("algorithm");
    }

    @Test
    void row89RefusesAKeyIdThatIsNotTheKeys() {
        String other = Signer.ec().id();
        String inHeader = SIGNER.header().replaceFirst("\\{", "{\"kid\":\"" + other + "\",");

        assertThat(unverified(signed(PAYLOAD, with("kid", other)))).contains(SIGNER.id());
        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(inHeader, frame(PAYLOAD), PAYLOAD))))
                .contains(SIGNER.id());
    }

    @Test
    void row89RefusesMembersOutsideOfWhatWasSigned() {
        String document = signed(PAYLOAD, entry);

        assertThat(unverified(document.replace("]\n}", "],\"tag\":\"evil\"\n}")
                        .replace("\"tag\": \"v1\"", "\"tig\": \"v1\"")))
                .isNotEmpty();
        assertThat(unverified(document.substring(0, document.length() - 2) + ",\"more\":1\n}"))
                .contains("end with signatures");
        assertThat(unverified(document.replace("\"signatures\"", "\"more\":1,\"signatures\"")))
                .contains("outside");
    }

    @Test
    void row89RefusesKeysThatAreNone() {
        String none = SIGNER.entry("{\"alg\":\"ES256\"}", frame(PAYLOAD), PAYLOAD);

        assertThat(unverified(signed(PAYLOAD, none))).contains("jwk");
        assertThat(unverified(signed(PAYLOAD, with("kty", "oct")))).contains("neither EC nor RSA");
        assertThat(unverified(signed(PAYLOAD, with("kty", "RSA")))).contains("broken");
        assertThat(unverified(signed(PAYLOAD, with("crv", "P-384")))).contains("key");
        assertThat(unverified(signed(PAYLOAD, with("crv", "secp256k1")))).contains("broken");
        assertThat(unverified(signed(PAYLOAD, with("x", base64(new byte[32]))))).contains("broken");
        assertThat(unverified(signed(PAYLOAD, with("x", base64(new byte[31]))))).contains("broken");
        assertThat(unverified(signed(PAYLOAD, with("y", "*")))).contains("base64");
    }

    @Test
    void row89RefusesCoordinatesOfAnotherWidth() {
        String x = SIGNER.jwk().replaceFirst(".*\"x\":\"([^\"]*)\".*", "$1");
        byte[] wide = new byte[33];
        byte[] bytes = Base64.getUrlDecoder().decode(x);
        System.arraycopy(bytes, 0, wide, 1, bytes.length);

        assertThat(unverified(signed(PAYLOAD, with("x", base64(wide))))).contains("32 bytes");
    }

    @Test
    void row89RefusesPrivateKeys() {
        String header = SIGNER.header().replaceFirst("\"crv\"", "\"d\":\"AAAA\",\"crv\"");

        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(header, frame(PAYLOAD), PAYLOAD))))
                .contains("private key");
    }

    @Test
    void refusesRsaKeysThatAreTooSmall() {
        Signer small = Signer.rsa(1024, "RS256");

        assertThat(unverified(signed(PAYLOAD, small.entry(PAYLOAD)))).contains("bits");
    }

    @Test
    void refusesRsaKeysThatAreTooLarge() {
        byte[] large = new byte[2048];
        Arrays.fill(large, (byte) 0xff);
        String header = "{\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + base64(large) + "\"},\"alg\":\"RS256\"}";

        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(header, frame(PAYLOAD), PAYLOAD))))
                .contains("bits");
    }

    @Test
    void row89RefusesCertificatesThatAreNoneOrOfAnother(@TempDir Path directory) throws Exception {
        Signer certified = Signer.certified(directory, "EC", "ES256");
        String foreign = Signer.ec().entry(certified.header(), frame(PAYLOAD), PAYLOAD);
        String certifiedFirst =
                "{\"x5c\":[\"" + certified.certificate() + "\"],\"jwk\":" + SIGNER.jwk() + ",\"alg\":\"ES256\"}";

        assertThat(unverified(signed(PAYLOAD, foreign))).contains("not made with the key");
        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(certifiedFirst, frame(PAYLOAD), PAYLOAD))))
                .contains("kid");
        for (String broken :
                new String[] {"", "AAAA", "*", certified.certificate().substring(0, 40)}) {
            String header = "{\"x5c\":[\"" + broken + "\"],\"alg\":\"ES256\"}";
            assertThat(unverified(signed(PAYLOAD, certified.entry(header, frame(PAYLOAD), PAYLOAD))))
                    .contains("x5c");
        }
    }

    @Test
    void refusesMoreSignaturesAndCertificatesThanAreLookedAt() {
        String many = String.join(",", Collections.nCopies(101, entry));
        String chain = String.join(",", Collections.nCopies(11, "\"AAAA\""));
        String header = "{\"x5c\":[" + chain + "],\"alg\":\"ES256\"}";

        assertThat(unverified(signed(PAYLOAD, many))).contains("more than 100");
        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(header, frame(PAYLOAD), PAYLOAD))))
                .contains("more than 10");
    }

    @Test
    void tellsOfEverySignatureThatIsWrong() {
        String foreign = Signer.ec().entry(SIGNER.header(), frame(PAYLOAD), PAYLOAD);

        assertThat(Push.faults(signed(PAYLOAD, foreign, entry, with("alg", "none"))))
                .extracting(fault -> fault.detail().get("signature"))
                .containsExactly(0, 2);
    }

    @ParameterizedTest
    @CsvSource({"'{',''", "'\uFEFF{',''", "'',' x'", "'','{}'"})
    void refusesWhatIsNoStrictJson(String before, String after) {
        String document = before + signed(PAYLOAD, entry) + after;

        assertThat(Push.faults(document))
                .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }

    @Test
    void refusesAMemberThatComesTwice() {
        String document = signed(PAYLOAD, entry).replaceFirst("\\{", "{\"signatures\":[],");

        assertThat(Push.faults(document))
                .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }

    /** The signer's entry with one string changed; the signature itself is genuine. */
    private static String with(String member, String value) {
        String header =
                SIGNER.header().replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + value + "\"");
        String changed = SIGNER.entry(header, frame(PAYLOAD), PAYLOAD);
        return member.equals("signature")
                ? changed.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"" + value + "\"")
                : changed;
    }
}

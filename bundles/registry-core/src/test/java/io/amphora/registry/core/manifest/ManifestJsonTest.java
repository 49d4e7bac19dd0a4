package io.amphora.registry.core.manifest;

import static io.amphora.registry.core.manifest.ManifestFixture.CONFIG;
import static io.amphora.registry.core.manifest.ManifestFixture.LAYER;
import static io.amphora.registry.core.manifest.ManifestFixture.bytes;
import static io.amphora.registry.core.manifest.ManifestFixture.descriptor;
import static io.amphora.registry.core.manifest.ManifestFixture.digest;
import static io.amphora.registry.core.manifest.ManifestFixture.image;
import static io.amphora.registry.core.manifest.ManifestFixture.index;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JSON is taken. Rows are those of the specification's section on manifests. */
final class ManifestJsonTest {

    private final ManifestFixture registry = new ManifestFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {"blablabla", "", " ", "[]", "null", "\"x\"", "7", "{", "{\"a\"", "{\"a\":}", "{'a':1}", "{a:1}"})
    void row62RefusesWhatIsNoJsonObject(String content) {
        registry.invalid(content);
    }

    @Test
    void row63RefusesDeepNestingWithoutRecursion() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(registry.invalid(image(",\"x\":" + deep))).contains("deeper than 100 levels");
        assertThat(registry.invalid(image(",\"x\":" + "{\"y\":".repeat(100_000) + "1" + "}".repeat(100_000))))
                .contains("deeper than 100 levels");
    }

    @Test
    void row63TakesAHundredLevelsAndNoMore() {
        String levels99 = "[".repeat(99) + "]".repeat(99);

        assertThatCode(() -> registry.push("v1", image(",\"x\":" + levels99))).doesNotThrowAnyException();
        registry.invalid(image(",\"x\":[" + levels99 + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers", "\\u006cayers", "mediaType", "m\\u0065diaType", "schemaVersion"})
    void row64RefusesAMemberThatIsThereTwice(String name) {
        assertThat(registry.invalid(image(",\"" + name + "\":null"))).containsIgnoringCase("duplicate");
    }

    @Test
    void row64RefusesDuplicatesAtEveryLevel() {
        String twice = descriptor("a/b", LAYER).replace("}", ",\"di\\u0067est\":\"" + CONFIG + "\"}");

        registry.invalid(index(twice));
        registry.invalid(image(",\"annotations\":{\"a\":\"1\",\"\\u0061\":\"2\"}"));
        registry.invalid(image(",\"unknown\":[{\"a\":{\"b\":1,\"b\":1}}]"));
    }

    @Test
    void row65RefusesWhatIsNotUtf8() {
        for (String hex : List.of("ff", "c0af", "c3", "eda080", "f4908080", "80")) {
            String raw = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
            byte[] inMember = image(",\"x\":\"" + raw + "\"").getBytes(ISO_8859_1);
            byte[] inName = image(",\"" + raw + "\":1").getBytes(ISO_8859_1);

            assertThat(registry.invalid(null, inMember)).as(hex).contains("not UTF-8");
            assertThat(registry.invalid(null, inName)).as(hex).contains("not UTF-8");
        }
    }

    @Test
    void row65RefusesByteOrderMarksAndOtherEncodings() {
        registry.invalid("\uFEFF" + image());
        for (Charset charset : List.of(UTF_16, UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"))) {
            registry.invalid(null, image().getBytes(charset));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83d", "\\ud83d\\u0041"})
    void row65RefusesHalfSurrogatePairs(String escaped) {
        assertThat(registry.invalid(image(",\"x\":\"" + escaped + "\""))).contains("surrogate");
        assertThat(registry.invalid(image(",\"" + escaped + "\":1"))).contains("surrogate");
    }

    @Test
    void row65TakesWholeSurrogatePairs() {
        assertThatCode(() -> registry.push("v1", image(",\"\\ud83d\\ude00\":\"\\ud83d\\ude00 😀\"")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " x", "]", "}", ",", "\u0000", "null", "\u00a0"})
    void row66RefusesWhatFollowsTheEnd(String behind) {
        registry.invalid(image() + behind);
    }

    @Test
    void row67KeepsWhiteSpaceAtTheEnd() throws RegistryException {
        String content = image() + " \r\n\t\n";

        assertThat(registry.push("v1", content).digest()).isEqualTo(digest(content));
        assertThat(bytes(registry.fetch("v1"))).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0",
                "1.5",
                "1.0",
                "1e3",
                "\"7\"",
                "1e400",
                "9223372036854775808",
                "true",
                "[7]",
                "{\"a\":{}}"
            })
    void row75RefusesASizeThatIsNoPlainInteger(String size) {
        String content = image().replaceFirst("\"size\":7", "\"size\":" + size);

        assertThat(registry.invalid(content)).startsWith("/config/size: ");
    }

    @Test
    void row75TakesTheLargestSize() {
        String content = image().replace("\"size\":7", "\"size\":9223372036854775807");

        assertThatCode(() -> registry.push("v1", content)).doesNotThrowAnyException();
    }

    @Test
    void row79TakesASubjectThatIsNotThere() {
        String subject = descriptor("a/b", digest("nowhere"));

        assertThatCode(() -> registry.push("v1", image(",\"subject\":" + subject)))
                .doesNotThrowAnyException();
    }

    @Test
    void row80RefusesASubjectWhoseDigestIsNone() {
        String subject = "{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"sha256:x\\r\\nSet-Cookie: a=b\"}";

        assertThat(registry.invalid(image(",\"subject\":" + subject)))
                .startsWith("/subject/digest: ")
                .doesNotContain("Set-Cookie");
    }

    @Test
    void row81RefusesALongArtifactTypeAndTakesAnEmptyAnnotationKey() {
        String refusal = registry.invalid(image(",\"artifactType\":\"a/" + "b".repeat(1 << 20) + "\""));

        assertThat(refusal).startsWith("/artifactType: ").hasSizeLessThan(300);
        assertThatCode(() -> registry.push("v1", image(",\"annotations\":{\"\":\"\"}")))
                .doesNotThrowAnyException();
    }

    @Test
    void reportsAllFaultsOfTheFormAtOnce() {
        String content = "{\"schemaVersion\":1,\"mediaType\":\"" + ImageKind.OCI + "\",\"config\":{\"size\":\"7\"},"
                + "\"layers\":[{\"mediaType\":\"a/b\",\"size\":1},7,{\"digest\":\"sha256:0\"}],\"annotations\":{\"a\":1}}";

        List<RegistryError> errors = registry.refused(content);

        assertThat(errors)
                .extracting(error -> error.detail().get("where"))
                .containsExactly(
                        "/config/size",
                        "/layers/0",
                        "/layers/1",
                        "/layers/2/digest",
                        "/annotations/a",
                        "/schemaVersion");
    }

    @Test
    void reportsABoundedNumberOfBoundedFaults() {
        String name = "n".repeat(100_000);
        String content = image(",\"annotations\":{\"" + name + "\":1},\"manifests\":[0" + ",0".repeat(500_000) + "]");

        List<RegistryError> errors = registry.refused(content);

        assertThat(errors).hasSizeLessThanOrEqualTo(100);
        assertThat(errors.toString()).hasSizeLessThan(100 * 500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"layers\":{}",
                "\"layers\":\"x\"",
                "\"config\":[]",
                "\"subject\":[]",
                "\"annotations\":[]",
                "\"annotations\":{\"a\":1}",
                "\"artifactType\":1",
                "\"mediaType\":{}",
                "\"schemaVersion\":\"2\"",
                "\"schemaVersion\":2.0",
                "\"schemaVersion\":1",
                "\"manifests\":7"
            })
    void refusesAKnownMemberOfTheWrongType(String member) {
        String name = member.substring(1, member.indexOf('"', 1));
        String content = "{" + member
                + (name.equals("schemaVersion") ? "" : ",\"schemaVersion\":2")
                + (name.equals("mediaType") ? "" : ",\"mediaType\":\"" + ImageKind.OCI + "\"")
                + (name.equals("config") ? "" : ",\"config\":" + descriptor("a/b", CONFIG))
                + (name.equals("layers") ? "" : ",\"layers\":[]") + "}";

        assertThat(registry.refused(content)).first().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
            assertThat(error.detail().get("where").toString()).startsWith("/" + name);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"urls\":7",
                "\"urls\":[7]",
                "\"annotations\":{\"a\":null,\"b\":7}",
                "\"data\":7",
                "\"artifactType\":[]",
                "\"platform\":\"linux\"",
                "\"platform\":{\"os\":7}",
                "\"platform\":{\"os.features\":\"x\"}"
            })
    void refusesAKnownMemberOfADescriptorOfTheWrongType(String member) {
        String child = descriptor("a/b", LAYER).replace("}", "," + member + "}");

        assertThat(registry.invalid(index(child))).startsWith("/manifests/0/");
    }

    @Test
    void takesNullForWhatNeedNotBeThere() {
        String child = descriptor("a/b", LAYER)
                .replace("}", ",\"urls\":null,\"annotations\":null,\"data\":null,\"platform\":null}");

        assertThatCode(() -> registry.push("v1", index(child))).doesNotThrowAnyException();
        assertThatCode(() -> registry.push("v1", image(",\"subject\":null,\"annotations\":null")))
                .doesNotThrowAnyException();
    }

    @Test
    void answersOneBrokenByteWithAnErrorOfOurs() {
        byte[] good = image(",\"annotations\":{\"a\":\"\\u0041é😀\"},\"x\":[1,2.5,true,null]")
                .getBytes(UTF_8);
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            byte[] broken = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                registry.push("v1", null, broken);
            } catch (RegistryException expected) {
                assertThat(expected.code().status()).isEqualTo(400);
            }
        }
    }
}

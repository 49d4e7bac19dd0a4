package io.amphora.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String HEX64 = "0123456789abcdef".repeat(4);

    @Test
    void readsASha256Digest() {
        Digest digest = Digest.parse("sha256:" + HEX64);

        assertThat(digest.algorithm()).isEqualTo("sha256");
        assertThat(digest.encoded()).isEqualTo(HEX64);
        assertThat(digest.isSha256()).isTrue();
        assertThat(digest).hasToString("sha256:" + HEX64).isEqualTo(Digest.parse("sha256:" + HEX64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5:d41d8cd98f00b204e9800998ecf8427e", "multihash+base58:QmRZxt2b1F", "a.b_c-d:X=_-"})
    void toleratesAlgorithmsThatAreNotRegistered(String text) {
        assertThat(Digest.parse(text).isSha256()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("SPEC row 15: malformed digests")
    @ValueSource(
            strings = {
                "",
                ":",
                "sha256",
                "sha256:",
                ":abc",
                "sha256:totallywrong",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "SHA256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:x\r\nSet-Cookie: a=b",
                "+sha:abc",
                "sha+:abc",
                "sha++256:abc",
                "a:b:c",
                "a:é"
            })
    void refusesWhatIsNotADigest(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesADigestOfAnyLength() {
        assertThatThrownBy(() -> Digest.parse("a:" + "b".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsASha512Digest() {
        assertThat(Digest.parse("sha512:" + HEX64 + HEX64).encoded()).hasSize(128);
        assertThatThrownBy(() -> Digest.parse("sha512:" + HEX64)).hasMessageContaining("128");
    }
}

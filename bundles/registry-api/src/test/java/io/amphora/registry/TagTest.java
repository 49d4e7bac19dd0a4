package io.amphora.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.0", "_x", "A-b.C_d", "sha256-abc.sig"})
    void acceptsTagsOfTheGrammar(String text) {
        assertThat(Tag.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @DisplayName("SPEC row 14: tags that the grammar does not allow")
    @ValueSource(strings = {"", ".INVALID_MANIFEST_NAME", "-x", "a b", "\n", "a/b", "é", "a:b", "a+b"})
    void refusesTagsThatBreakTheGrammar(String text) {
        assertThatThrownBy(() -> Tag.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("SPEC row 13: 128 characters are the most")
    void limitsTheLength() {
        assertThat(Tag.parse("a".repeat(128))).hasToString("a".repeat(128));
        assertThatThrownBy(() -> Tag.parse("a".repeat(129))).hasMessageContaining("128");
    }

    @Test
    void tellsTagsFromDigests() {
        assertThat(Reference.parse("v1")).isEqualTo(new Reference.ByTag(Tag.parse("v1")));
        assertThat(Reference.parse("md5:ab")).isEqualTo(new Reference.ByDigest(Digest.parse("md5:ab")));
    }
}

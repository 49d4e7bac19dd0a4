package io.amphora.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {

    @ParameterizedTest
    @DisplayName("SPEC row 9: names that the grammar allows")
    @ValueSource(
            strings = {"a--b", "a__b", "a.b_c-d", "0", "a/b/c/d/e", "a---b/c", "tags/list", "x/manifests/blobs/uploads"
            })
    void acceptsNamesOfTheGrammar(String text) {
        assertThat(RepositoryName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @DisplayName("SPEC row 8: names that the grammar does not allow")
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a.-b",
                "_a",
                "a/",
                "/a",
                "a//b",
                "é",
                "A/B",
                "a b",
                "a_",
                "a.",
                "a%2Fb",
                "a\u0000b",
                "a/../b",
                "a/./b",
                "a;b",
                "a\\b",
                "a:b",
                "a_-b",
                "a-_b"
            })
    void refusesNamesThatBreakTheGrammar(String text) {
        assertThatThrownBy(() -> RepositoryName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("SPEC row 10: 255 characters are the most")
    void limitsTheLength() {
        assertThat(RepositoryName.parse("a".repeat(255))).hasToString("a".repeat(255));
        assertThatThrownBy(() -> RepositoryName.parse("a".repeat(256))).hasMessageContaining("255");
        assertThatThrownBy(() -> RepositoryName.parse("a".repeat(100_000))).hasMessageContaining("255");
    }

    @Test
    @DisplayName("SPEC row 11: many separators cost linear time")
    void readsManySeparatorsInLinearTime() {
        String worst = "a-".repeat(127) + "-";

        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            for (int i = 0; i < 10_000; i++) {
                assertThatThrownBy(() -> RepositoryName.parse(worst)).isInstanceOf(IllegalArgumentException.class);
            }
        });
    }

    @Test
    void doesNotRepeatBadInputInItsMessage() {
        assertThatThrownBy(() -> RepositoryName.parse("evil\r\nname")).hasMessageNotContaining("evil");
    }
}

package io.amphora.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoragePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/2",
                "/0-9/abcdefg",
                "/abc/1.2.3.4.5-6_zyx/123.z/4",
                "/.abc",
                "/abc./abc",
                "/a--b",
                "/_.abc",
                "/Docker/docker-registry",
                "/..."
            })
    void readsPathsOfTheAlphabet(String text) {
        assertThat(StoragePath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "123.abc",
                "//bcd",
                "/abc_123/",
                "/a//b",
                "/.",
                "/..",
                "/a/../b",
                "/a/./b",
                "/~tmp",
                "/a b",
                "/é",
                "/a%2Fb",
                "/a\u0000"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> StoragePath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsSegmentsAndTheWhole() {
        assertThat(StoragePath.parse("/" + "a".repeat(255)).name()).hasSize(255);
        assertThatThrownBy(() -> StoragePath.parse("/" + "a".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoragePath.parse("/ab".repeat(301))).hasMessageContaining("900");
    }

    @Test
    void resolvesSegmentsButNoPaths() {
        assertThat(StoragePath.ROOT.resolve("a", "b")).hasToString("/a/b");
        assertThat(StoragePath.parse("/a").resolve("b").parent()).contains(StoragePath.parse("/a"));
        assertThat(StoragePath.parse("/a").parent()).contains(StoragePath.ROOT);
        assertThat(StoragePath.ROOT.parent()).isEmpty();
        assertThatThrownBy(() -> StoragePath.ROOT.resolve("a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoragePath.ROOT.resolve("..")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsDescendantsFromSiblingsWithTheSamePrefix() {
        StoragePath a = StoragePath.parse("/a");

        assertThat(StoragePath.parse("/a/b").startsWith(a)).isTrue();
        assertThat(a.startsWith(a)).isTrue();
        assertThat(StoragePath.parse("/ab").startsWith(a)).isFalse();
        assertThat(a.startsWith(StoragePath.ROOT)).isTrue();
    }

    @Test
    void sortsByTheBytesOfItsText() {
        assertThat(Stream.of("/a0", "/a/x", "/a.b", "/a-b", "/a")
                        .map(StoragePath::parse)
                        .sorted())
                .map(StoragePath::toString)
                .containsExactly("/a", "/a-b", "/a.b", "/a/x", "/a0");
    }

    @Test
    void refusesAMarkThatHoldsTooMuch() {
        assertThatThrownBy(() -> new Mark(0, new byte[Mark.MAX_STATE + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mark(-1, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.amphora.token.hmac;

import static io.amphora.token.hmac.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final String GOOD = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path directory;

    @Test
    void makesAPrivateFileWithOneMarkedKey() throws Exception {
        Path path = directory.resolve("etc/token.key");
        KeyFile file = new KeyFile(path);

        file.make(new SecureRandom(), NOW);

        KeyText text = file.read();
        assertThat(text.keys()).hasSize(1);
        assertThat(text.keys().get(0).name()).isEqualTo("node-20261123");
        assertThat(text.selfMade()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("etc")).isDirectoryContaining("glob:**/token.key");
        assertThat(Files.list(directory.resolve("etc")).toList()).containsExactly(path);
        assertThat(file.isOpenToOthers()).isFalse();
    }

    @Test
    void makesADifferentKeyEachTime() throws Exception {
        KeyFile one = new KeyFile(directory.resolve("one"));
        KeyFile two = new KeyFile(directory.resolve("two"));

        one.make(new SecureRandom(), NOW);
        two.make(new SecureRandom(), NOW);

        assertThat(one.read().keys().get(0).fingerprint())
                .isNotEqualTo(two.read().keys().get(0).fingerprint());
    }

    @Test
    void leavesAFileThatIsThereAlone() throws Exception {
        Path path = Files.writeString(directory.resolve("token.key"), "mine " + GOOD);

        new KeyFile(path).make(new SecureRandom(), NOW);

        assertThat(path).hasContent("mine " + GOOD);
        assertThat(Files.list(directory).toList()).containsExactly(path);
    }

    @Test
    void makesAFileWhereTheFileSystemHasNoLinks() throws Exception {
        Path path = directory.resolve("token.key");
        KeyFile file = new KeyFile(path, (name, existing) -> {
            throw new FileSystemException(name.toString(), existing.toString(), "Operation not permitted");
        });

        file.make(new SecureRandom(), NOW);
        List<String> made = Files.readAllLines(path);
        file.make(new SecureRandom(), NOW);

        assertThat(file.read().keys()).hasSize(1);
        assertThat(Files.readAllLines(path)).isEqualTo(made);
        assertThat(Files.list(directory).toList()).containsExactly(path);
    }

    @Test
    void letsAllWhoRaceSeeOneKey() {
        Path path = directory.resolve("token.key");
        Set<String> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                KeyFile file = new KeyFile(path);
                file.make(new SecureRandom(), NOW);
                seen.add(file.read().keys().get(0).fingerprint());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        assertThat(seen).hasSize(1);
    }

    @Test
    void knowsTheMarkOnlyForTheKeyBehindIt() {
        assertThat(KeyText.parse("x", List.of("mine " + GOOD, KeyText.MARK + ": old", "old " + GOOD))
                        .selfMade())
                .isFalse();
        assertThat(KeyText.parse("x", List.of(KeyText.MARK, "", "# word", "own " + GOOD, "old " + GOOD))
                        .selfMade())
                .isTrue();
        assertThat(KeyText.parse("x", List.of("own " + GOOD)).selfMade()).isFalse();
    }

    @Test
    void tellsWhetherOthersMayReadTheFile() throws Exception {
        Path path = Files.writeString(directory.resolve("token.key"), "mine " + GOOD);

        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(open));
            assertThat(new KeyFile(path).isOpenToOthers()).as(open).isTrue();
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assertThat(new KeyFile(path).isOpenToOthers()).isFalse();
    }

    @Test
    void refusesAShortKeyAndSaysHowLongItMustBe() {
        String line = "mine " + Base64.getEncoder().encodeToString(new byte[31]);

        assertThatThrownBy(() -> KeyText.parse("token.key", List.of("# first", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token.key, line 2: key 'mine' has 31 bytes, at least 32 are needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0",
                "c2VjcmV0 c2VjcmV0 c2VjcmV0",
                "mine c2VjcmV0-c2VjcmV0!",
                "n\u00e4me c2VjcmV0"
            })
    void refusesOtherLinesWithoutRepeatingThem(String line) {
        assertThatThrownBy(() -> KeyText.parse("token.key", List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token.key, line 1: ")
                .hasNoCause()
                .message()
                .doesNotContain("c2VjcmV0");
    }
}

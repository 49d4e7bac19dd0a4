package io.amphora.token.hmac;

import static io.amphora.token.hmac.Fixture.BINDING;
import static io.amphora.token.hmac.Fixture.LIFE;
import static io.amphora.token.hmac.Fixture.POSITION;
import static io.amphora.token.hmac.Fixture.provider;
import static io.amphora.token.hmac.Fixture.settings;
import static io.amphora.token.hmac.Fixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.token.TokenUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmacTokenProviderTest {

    @TempDir
    Path directory;

    private Path keyFile;

    @BeforeEach
    void nameTheKeyFile() {
        keyFile = directory.resolve("token.key");
    }

    @Test
    void makesItsKeyAtFirstStartAndKeepsItAtTheNext() throws Exception {
        HmacTokenProvider first = provider(settings(keyFile));
        String token = first.issue(BINDING, POSITION);

        HmacTokenProvider second = provider(settings(keyFile));

        assertThat(token).startsWith(String.valueOf(first.prefix()));
        assertThat(second.verify(token, BINDING)).isEqualTo(POSITION);
        assertThat(second.fingerprint())
                .isEqualTo(first.fingerprint())
                .get()
                .asString()
                .matches("[0-9a-f]{16}");
        assertThat(first.configured()).isFalse();
        assertThat(second.configured()).isFalse();
    }

    @Test
    void countsAsConfiguredOnceTheMarkIsDeleted() throws Exception {
        provider(settings(keyFile));
        List<String> lines = Files.readAllLines(keyFile);
        write(keyFile, lines.stream().filter(line -> !line.startsWith("#")).toArray(String[]::new));

        assertThat(provider(settings(keyFile)).configured()).isTrue();
    }

    @Test
    void verifiesWithKeysThatOnlyVerify() throws Exception {
        Path old = directory.resolve("old.key");
        write(old, line("old", 1));
        write(keyFile, line("new", 2));
        String token = provider(settings(old)).issue(BINDING, POSITION);

        HmacTokenProvider rotated = provider(settings(keyFile, old));

        assertThat(rotated.verify(token, BINDING)).isEqualTo(POSITION);
        assertThat(rotated.fingerprint()).isNotEqualTo(provider(settings(old)).fingerprint());
    }

    @Test
    void servesWithoutAFileThatOnlyVerifiesAndTellsIt() throws Exception {
        write(keyFile, line("new", 2));

        HmacTokenProvider provider = provider(settings(keyFile, directory.resolve("gone.key")));

        assertThat(provider.issue(BINDING, POSITION)).isNotEmpty();
        assertThat(warnings(provider)).singleElement().asString().endsWith("gone.key does not exist");
    }

    @Test
    void signsWithTheKeyOfTheEnvironmentWhereThereIsOne() throws Exception {
        HmacSettings settings = new HmacSettings(keyFile, List.of(), Optional.of("TOKEN_KEY"), LIFE);

        HmacTokenProvider provider = provider(settings, Map.of("TOKEN_KEY", line("env", 3)));

        assertThat(provider.fingerprint()).contains(Fixture.key(3).fingerprint());
        assertThat(provider.configured()).isTrue();
        assertThat(keyFile).doesNotExist();
    }

    @Test
    void refusesToSignWithAShortKeyAndSaysWhy() throws Exception {
        write(keyFile, "mine " + Base64.getEncoder().encodeToString(new byte[16]));

        HmacTokenProvider provider = provider(settings(keyFile));

        assertThatThrownBy(() -> provider.issue(BINDING, POSITION))
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("key 'mine' has 16 bytes, at least 32 are needed");
        assertThatThrownBy(() -> provider.verify("h", BINDING)).isInstanceOf(TokenUnavailableException.class);
        assertThat(provider.fingerprint()).isEmpty();
        assertThat(provider.configured()).isFalse();
    }

    @Test
    void warnsOfAKeyFileThatOthersMayRead() throws Exception {
        write(keyFile, line("mine", 1));
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(warnings(provider(settings(keyFile))))
                .singleElement()
                .asString()
                .contains("is open to other users");
    }

    @Test
    void takesNewSettingsWithoutForgettingTheOldOnesWhenTheyAreWrong() throws Exception {
        write(keyFile, line("mine", 1));
        HmacTokenProvider provider = provider(settings(keyFile));
        Path other = directory.resolve("other.key");
        write(other, line("other", 2));

        provider.modified(configuration(other.toString(), 1));
        Optional<String> changed = provider.fingerprint();
        provider.modified(configuration("relative.key", 1));
        Optional<String> afterAWrongPath = provider.fingerprint();
        provider.modified(configuration(keyFile.toString(), 0));

        assertThat(changed).contains(Fixture.key(2).fingerprint());
        assertThat(afterAWrongPath).isEqualTo(changed);
        assertThat(provider.fingerprint()).isEqualTo(changed);
    }

    @Test
    void refusesUploadsWithWrongSettingsUntilTheyAreRight() throws Exception {
        HmacTokenProvider provider = new HmacTokenProvider(configuration("relative.key", 1));
        assertThatThrownBy(() -> provider.issue(BINDING, POSITION))
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("keyFile: 'relative.key' is not an absolute path");
        assertThat(warnings(provider)).hasSize(1);
        assertThat(provider.configured()).isFalse();

        provider.modified(configuration(keyFile.toString(), 1));

        assertThat(provider.verify(provider.issue(BINDING, POSITION), BINDING)).isEqualTo(POSITION);
        assertThat(warnings(provider)).isEmpty();
    }

    @Test
    void outlivesAValueThatIsNoNumber() throws Exception {
        HmacConfiguration wrong = configuration(keyFile.toString(), () -> {
            throw new IllegalStateException("not a number: week");
        });

        HmacTokenProvider provider = new HmacTokenProvider(wrong);
        assertThatThrownBy(() -> provider.issue(BINDING, POSITION))
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining("not a number: week");
        provider.modified(configuration(keyFile.toString(), 1));
        provider.modified(wrong);

        assertThat(provider.verify(provider.issue(BINDING, POSITION), BINDING)).isEqualTo(POSITION);
        assertThat(warnings(provider)).hasSize(1);
    }

    @Test
    void showsItsKeysNowhere() throws Exception {
        String secret = Base64.getEncoder().encodeToString("the secret of this test, 32 bytes".getBytes());
        write(keyFile, "mine " + secret);
        HmacTokenProvider provider = provider(settings(keyFile));

        KeySource.Loaded loaded = source(Map.of()).load(settings(keyFile), false);
        String shown = provider + " " + provider.status() + loaded + loaded.ring()
                + loaded.ring().signing() + KeyText.parse("x", Files.readAllLines(keyFile))
                + provider.issue(BINDING, POSITION);

        assertThat(shown).contains("mine").doesNotContain(secret).doesNotContain("the secret of");
    }

    @Test
    void logsItsKeyByNameAndFingerprintOnly() throws Exception {
        String secret = Base64.getEncoder().encodeToString("the secret of this test, 32 bytes".getBytes());
        write(keyFile, "mine " + secret);
        PrintStream err = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            HmacTokenProvider provider = provider(settings(keyFile));
            write(directory.resolve("short.key"), "short " + secret.substring(0, 20));
            provider.modified(configuration(directory.resolve("short.key").toString(), 1));
        } finally {
            System.setErr(err);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("Key mine (")
                .contains("key 'short' has")
                .doesNotContain(secret.substring(0, 20));
    }

    @Test
    void tellsHowItsKeysStand() {
        HmacTokenProvider provider = provider(settings(keyFile));

        assertThat(provider.topic()).isEqualTo("upload tokens");
        assertThat(provider.status())
                .extracting(StatusLine::name)
                .containsExactly("signing key", "signing key is", "key file changed", "token life");
        assertThat(provider.status().get(0).value())
                .contains(provider.fingerprint().orElseThrow());
        assertThat(provider.status().get(1).value()).startsWith("made by this node");
    }

    private static List<String> warnings(HmacTokenProvider provider) {
        return provider.status().stream()
                .filter(line -> line.level() == StatusLine.Level.WARNING)
                .map(StatusLine::value)
                .toList();
    }

    static String line(String name, int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return name + " " + Base64.getEncoder().encodeToString(bytes);
    }

    static void write(Path file, String... lines) throws IOException {
        Files.write(file, List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static HmacConfiguration configuration(String keyFile, int lifeHours) {
        return configuration(keyFile, () -> lifeHours);
    }

    private static HmacConfiguration configuration(String keyFile, IntSupplier lifeHours) {
        return new HmacConfiguration() {
            @Override
            public Class<HmacConfiguration> annotationType() {
                return HmacConfiguration.class;
            }

            @Override
            public String keyFile() {
                return keyFile;
            }

            @Override
            public String[] verifyKeyFiles() {
                return new String[0];
            }

            @Override
            public String keyEnvironment() {
                return "";
            }

            @Override
            public int lifeHours() {
                return lifeHours.getAsInt();
            }
        };
    }
}

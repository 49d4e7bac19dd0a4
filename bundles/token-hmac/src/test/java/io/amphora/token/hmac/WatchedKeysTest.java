package io.amphora.token.hmac;

import static io.amphora.token.hmac.Fixture.settings;
import static io.amphora.token.hmac.Fixture.source;
import static io.amphora.token.hmac.HmacTokenProviderTest.line;
import static io.amphora.token.hmac.HmacTokenProviderTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.token.TokenUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedKeysTest {

    @TempDir
    Path directory;

    private final AtomicLong nanoTime = new AtomicLong();
    private Path keyFile;
    private WatchedKeys keys;

    @BeforeEach
    void startWithAKey() throws Exception {
        keyFile = directory.resolve("token.key");
        write(keyFile, line("one", 1));
        keys = new WatchedKeys(source(Map.of()), nanoTime::get);
        keys.use(settings(keyFile));
    }

    @Test
    void readsAFileAgainThatChanged() throws Exception {
        write(keyFile, line("two", 2), line("one", 1));
        pass();

        assertThat(keys.ring().keys()).extracting(TokenKey::name).containsExactly("two", "one");
    }

    @Test
    void looksNoMoreOftenThanItsPeriod() throws Exception {
        write(keyFile, line("two", 2), line("one", 1));

        assertThat(keys.ring().signing().name()).isEqualTo("one");
    }

    @Test
    void keepsItsKeysWhenTheFileBecomesWrongAndTakesItsRepair() throws Exception {
        write(keyFile, "half a li");
        pass();
        assertThat(keys.ring().signing().name()).isEqualTo("one");
        assertThat(keys.state().problem()).get().asString().contains("line 1");

        write(keyFile, line("two", 2));
        pass();

        assertThat(keys.ring().signing().name()).isEqualTo("two");
        assertThat(keys.state().problem()).isEmpty();
    }

    @Test
    void keepsItsKeysAndMakesNoneWhenTheFileVanishes() throws Exception {
        Files.delete(keyFile);
        pass();

        assertThat(keys.ring().signing().name()).isEqualTo("one");
        assertThat(keys.state().problem()).get().asString().endsWith("does not exist");
        assertThat(keyFile).doesNotExist();
    }

    @Test
    void findsAKeyThatWasNotThereAtTheStart() throws Exception {
        Path broken = directory.resolve("broken.key");
        write(broken, "nonsense");
        WatchedKeys late = new WatchedKeys(source(Map.of()), nanoTime::get);
        late.use(settings(broken));
        assertThatThrownBy(late::ring).isInstanceOf(TokenUnavailableException.class);

        write(broken, line("two", 2));
        pass();

        assertThat(late.ring().signing().name()).isEqualTo("two");
    }

    private void pass() {
        nanoTime.addAndGet(WatchedKeys.PERIOD.toNanos() + 1);
    }
}

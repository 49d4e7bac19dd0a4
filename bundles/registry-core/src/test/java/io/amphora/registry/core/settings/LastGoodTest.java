package io.amphora.registry.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastGoodTest {

    private final LastGood<Integer> settings = new LastGood<>("some.pid", 1);

    @Test
    void staysAtItsDefaultsAndSaysWhy() {
        settings.take(() -> Integer.parseInt("ten"));

        assertThat(settings.get()).isEqualTo(1);
        assertThat(settings.status()).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("some.pid");
            assertThat(line.value()).contains("1 stays", "\"ten\"");
        });
    }

    @Test
    void staysAtTheLastGoodOnesUntilBetterOnesCome() {
        settings.take(() -> 2);
        settings.take(() -> Integer.parseInt(""));
        int meanwhile = settings.get();
        settings.take(() -> 3);

        assertThat(meanwhile).isEqualTo(2);
        assertThat(settings.get()).isEqualTo(3);
        assertThat(settings.status()).isEmpty();
    }
}

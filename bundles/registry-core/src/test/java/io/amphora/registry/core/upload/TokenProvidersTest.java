package io.amphora.registry.core.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.token.TokenProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenProvidersTest {

    private final FakeTokenProvider hmac = new FakeTokenProvider('h');

    @Test
    void whoAsksWaitsForTheOneThatJustWent() throws Exception {
        TokenProviders providers = new TokenProviders(List.of(hmac), Duration.ofSeconds(20));
        providers.remove(hmac);

        CompletableFuture<List<TokenProvider>> asked = CompletableFuture.supplyAsync(providers::list);
        FakeTokenProvider updated = new FakeTokenProvider('h');
        providers.add(updated);

        assertThat(asked.get(20, TimeUnit.SECONDS)).containsExactly(updated);
    }

    @Test
    void nobodyWaitsForOneThatIsGoneForGood() {
        TokenProviders providers = new TokenProviders(List.of(hmac), Duration.ofMillis(1));
        providers.remove(hmac);

        assertThat(providers.list()).isEmpty();
        assertThat(providers.knows('h')).isTrue();
        assertThat(providers.knows('x')).isFalse();
    }

    @Test
    void nobodyWaitsWhereNoneEverWas() {
        assertThat(new TokenProviders(List.of(), Duration.ofMinutes(1)).list()).isEmpty();
    }
}

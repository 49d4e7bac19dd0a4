package io.amphora.token.hmac;

import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values that the tests share. */
final class Fixture {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Duration LIFE = Duration.ofDays(7);
    static final UploadBinding BINDING = new UploadBinding(
            UUID.fromString("6d1f7a1e-6f5c-4f67-9d5e-0f3f3c1c8d11"),
            RepositoryName.parse("library/alpine"),
            UUID.fromString("2f6e0cc3-0f1b-4f0f-8a55-3d4a6f1f7a22"),
            new Principal("alice"));
    static final UploadPosition POSITION = new UploadPosition(67_108_864, "0.7c9e6679");

    private Fixture() {}

    static TokenKey key(int seed) {
        byte[] bytes = new byte[TokenKey.MIN_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return new TokenKey("key-" + seed, bytes);
    }

    static KeyRing ring(TokenKey... keys) {
        return new KeyRing(List.of(keys), false);
    }

    static HmacSettings settings(Path keyFile, Path... verify) {
        return new HmacSettings(keyFile, List.of(verify), Optional.empty(), LIFE);
    }

    static KeySource source(Map<String, String> environment) {
        return new KeySource(environment::get, new SecureRandom(), at(NOW));
    }

    static HmacTokenProvider provider(HmacSettings settings) {
        return provider(settings, Map.of());
    }

    static HmacTokenProvider provider(HmacSettings settings, Map<String, String> environment) {
        HmacTokenProvider provider = new HmacTokenProvider(source(environment), at(NOW));
        provider.use(settings);
        return provider;
    }

    static Clock at(Instant instant) {
        ZoneId zone = ZoneOffset.UTC;
        return Clock.fixed(instant, zone);
    }
}

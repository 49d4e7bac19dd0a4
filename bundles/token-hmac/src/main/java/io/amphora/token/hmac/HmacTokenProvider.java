package io.amphora.token.hmac;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.registry.token.TokenProvider;
import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.TokenUnavailableException;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upload tokens that carry their state, signed with HMAC-SHA256. Keys form a ring: one signs, all verify. They are read
 * from files that the settings name, and shown nowhere.
 */
@Component(
        service = {TokenProvider.class, StatusSource.class},
        configurationPid = "io.amphora.token.hmac",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = HmacConfiguration.class)
public final class HmacTokenProvider implements TokenProvider, StatusSource {

    private static final Logger LOG = LoggerFactory.getLogger(HmacTokenProvider.class);

    private final Clock clock;
    private final TokenCodec codec;
    private final WatchedKeys keys;

    /** Made by declarative services. */
    @Activate
    public HmacTokenProvider(HmacConfiguration configuration) {
        this(new KeySource(System::getenv, new SecureRandom(), Clock.systemUTC()), Clock.systemUTC());
        modified(configuration);
    }

    HmacTokenProvider(KeySource source, Clock clock) {
        this.clock = clock;
        this.codec = new TokenCodec(clock);
        this.keys = new WatchedKeys(source, System::nanoTime);
    }

    @Modified
    void modified(HmacConfiguration configuration) {
        try {
            use(HmacSettings.of(configuration));
        } catch (RuntimeException e) {
            // Also what the container throws when a value is no number.
            LOG.error("The settings of io.amphora.token.hmac are not used: {}", e.getMessage());
            keys.refuse("the settings of io.amphora.token.hmac are wrong: " + e.getMessage());
        }
    }

    void use(HmacSettings settings) {
        keys.use(settings);
    }

    @Override
    public char prefix() {
        return TokenCodec.PREFIX;
    }

    @Override
    public String issue(UploadBinding binding, UploadPosition position) throws TokenUnavailableException {
        WatchedKeys.State now = keys.state();
        KeyRing ring = now.required();
        Duration life = now.settings().map(HmacSettings::life).orElseThrow();
        return codec.issue(ring, life, binding, position);
    }

    @Override
    public UploadPosition verify(String token, UploadBinding expected)
            throws TokenRefusedException, TokenUnavailableException {
        return codec.verify(keys.ring(), token, expected);
    }

    @Override
    public Optional<String> fingerprint() {
        return keys.state().ring().map(ring -> ring.signing().fingerprint());
    }

    @Override
    public boolean configured() {
        return keys.state().ring().filter(ring -> !ring.selfMade()).isPresent();
    }

    @Override
    public String topic() {
        return "upload tokens";
    }

    @Override
    public List<StatusLine> status() {
        return new TokenStatus(keys.state(), clock.instant()).lines();
    }
}

package io.amphora.token.hmac;

import io.amphora.registry.token.TokenUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys in force. When they are used, it looks at most every {@link #PERIOD} whether a key file changed, and reads it
 * again. Files that cannot be used leave the keys as they were, and the problem is told. Thread-safe.
 */
final class WatchedKeys {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);

    private final KeySource source;
    private final LongSupplier nanoTime;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile State state;
    private volatile long lookedAt;

    /** Without keys until there are settings. */
    WatchedKeys(KeySource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.state = State.NONE;
    }

    /** Takes new settings, and reads their keys at once. */
    void use(HmacSettings settings) {
        loading.lock();
        try {
            load(settings, stamps(settings));
        } finally {
            loading.unlock();
        }
    }

    /** Keeps settings and keys as they are, because of new settings that are wrong. */
    void refuse(String problem) {
        loading.lock();
        try {
            state = new State(state.settings(), state.ring(), state.warnings(), state.stamps(), Optional.of(problem));
        } finally {
            loading.unlock();
        }
    }

    /** The keys in force. */
    KeyRing ring() throws TokenUnavailableException {
        return state().required();
    }

    /** How it stands. */
    State state() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt > PERIOD.toNanos() && loading.tryLock()) {
            try {
                look();
            } finally {
                loading.unlock();
            }
        }
        return state;
    }

    private void look() {
        state.settings().ifPresent(settings -> {
            List<Stamp> now = stamps(settings);
            if (state.ring().isEmpty() || !now.equals(state.stamps())) {
                load(settings, now);
            }
        });
        lookedAt = nanoTime.getAsLong();
    }

    private void load(HmacSettings settings, List<Stamp> before) {
        State old = state;
        // A key file that vanished under a running registry is not replaced: its key may come back, and is still known.
        boolean makeMissing = old.ring().isEmpty()
                || !old.settings().map(HmacSettings::keyFile).equals(Optional.of(settings.keyFile()));
        try {
            KeySource.Loaded loaded = source.load(settings, makeMissing);
            List<Stamp> stamps = before.stream().allMatch(Stamp::exists) ? before : stamps(settings);
            state = new State(
                    Optional.of(settings), Optional.of(loaded.ring()), loaded.warnings(), stamps, Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            String problem = KeySource.reason(e);
            state = new State(Optional.of(settings), old.ring(), old.warnings(), before, Optional.of(problem));
        }
        lookedAt = nanoTime.getAsLong();
        tell(old, state);
    }

    private static void tell(State old, State now) {
        Optional<TokenKey> signing = now.ring().map(KeyRing::signing);
        if (!signing.map(TokenKey::fingerprint)
                .equals(old.ring().map(ring -> ring.signing().fingerprint()))) {
            signing.ifPresent(key -> LOG.info("Key {} signs upload tokens", key));
        }
        now.warnings().stream()
                .filter(warning -> !old.warnings().contains(warning))
                .forEach(LOG::warn);
        if (!now.problem().equals(old.problem())) {
            String kept = signing.map(key -> "key " + key + " goes on signing").orElse("uploads are refused");
            now.problem().ifPresent(problem -> LOG.warn("Keys for upload tokens: {}; {}", problem, kept));
        }
    }

    private static List<Stamp> stamps(HmacSettings settings) {
        return Stream.concat(Stream.of(settings.keyFile()), settings.verifyKeyFiles().stream())
                .map(Stamp::of)
                .toList();
    }

    /**
     * What is known.
     *
     * @param settings what was asked for last, if anything was
     * @param ring the keys in force, if there are any
     * @param warnings what is risky about them
     * @param stamps the files as they were when they were read
     * @param problem why the files as they are now are not used
     */
    record State(
            Optional<HmacSettings> settings,
            Optional<KeyRing> ring,
            List<String> warnings,
            List<Stamp> stamps,
            Optional<String> problem) {

        static final State NONE = new State(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

        /** The keys in force. */
        KeyRing required() throws TokenUnavailableException {
            return ring.orElseThrow(() -> new TokenUnavailableException(
                    "no key for upload tokens: " + problem.orElse("there are no settings")));
        }
    }

    /** What changes when a file does; without its times and identity if there is none. */
    record Stamp(Path path, @Nullable Object modified, @Nullable Object identity, long size) {

        static Stamp of(Path path) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(path, attributes.lastModifiedTime(), attributes.fileKey(), attributes.size());
            } catch (IOException e) {
                return new Stamp(path, null, null, 0);
            }
        }

        boolean exists() {
            return Objects.nonNull(modified);
        }
    }
}

package io.amphora.registry.core.upload;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.amphora.registry.token.TokenProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token providers that are there. For a moment after one went, those who ask wait for it: its bundle may be being
 * updated, and a request in the middle of an upload shall not fail for that. Thread-safe.
 */
public final class TokenProviders {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Duration wait;
    private final Set<Character> seen = ConcurrentHashMap.newKeySet();
    private final List<TokenProvider> present = new ArrayList<>();

    /** Until when those who ask wait for one that went; on the clock of {@link System#nanoTime}. */
    private long waitUntil = System.nanoTime();

    /** Begins with some. */
    public TokenProviders(Collection<TokenProvider> present) {
        this(present, WAIT);
    }

    TokenProviders(Collection<TokenProvider> present, Duration wait) {
        this.wait = wait;
        present.forEach(this::add);
    }

    /** One has come. */
    public synchronized void add(TokenProvider provider) {
        present.add(provider);
        seen.add(provider.prefix());
        notifyAll();
    }

    /** One has gone. */
    public synchronized void remove(TokenProvider provider) {
        present.remove(provider);
        waitUntil = System.nanoTime() + wait.toNanos();
    }

    /** Whether a provider of such tokens was ever there. */
    boolean knows(char prefix) {
        return seen.contains(prefix);
    }

    /** Those that are there, once the one that just went is back or its time is over. */
    synchronized List<TokenProvider> list() {
        long left = waitUntil - System.nanoTime();
        while (left > 0 && isOneAway()) {
            try {
                NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = waitUntil - System.nanoTime();
        }
        return List.copyOf(present);
    }

    private boolean isOneAway() {
        return seen.stream().anyMatch(prefix -> present.stream().noneMatch(provider -> provider.prefix() == prefix));
    }
}

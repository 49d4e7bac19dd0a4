package io.amphora.http;

import io.amphora.http.access.AccessMode;
import io.amphora.http.exchange.ExchangeLimits;
import io.amphora.http.exchange.ExchangeSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in force.
 *
 * @param access who is served
 * @param exchange how requests are carried
 */
record HttpSettings(AccessMode access, ExchangeSettings exchange) {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSettings.class);
    /** A stalled exchange keeps a small buffer of ours, and about as much of the container's. */
    private static final long HEAP_OF_ONE = 64L * 1024;

    private static final int MOST_OPEN = 100_000;

    /** Far above what the slowest storage needs for the end of a large upload. */
    private static final Duration OUR_TURN = Duration.ofMinutes(5);

    private static final int MORE_THREADS = 8;
    private static final int DEFAULT_BUFFERS = 32;
    private static final int DEFAULT_NO_PROGRESS = 60;

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException that names the key, if a value is out of range
     */
    static HttpSettings of(HttpConfiguration configuration) {
        return new HttpSettings(AccessMode.parse(configuration.access()), exchange(configuration));
    }

    /** As {@link #of}, but what cannot be taken is logged: numbers get their defaults, and access is for nobody. */
    static HttpSettings atStart(HttpConfiguration configuration) {
        AccessMode access = AccessMode.CLOSED;
        try {
            access = AccessMode.parse(configuration.access());
        } catch (RuntimeException e) {
            LOG.error("io.amphora.http: {}; nobody is served", e.getMessage());
        }
        ExchangeSettings exchange = exchange(0, DEFAULT_BUFFERS, DEFAULT_NO_PROGRESS);
        try {
            exchange = exchange(configuration);
        } catch (RuntimeException e) {
            LOG.error("io.amphora.http: {}; threads, buffers and noProgressSeconds are the defaults", e.getMessage());
        }
        return new HttpSettings(access, exchange);
    }

    private static ExchangeSettings exchange(HttpConfiguration configuration) {
        int threads = check("threads", configuration.threads(), 0, 1_000);
        int buffers = check("buffers", configuration.buffers(), 1, 1_024);
        int noProgress = check("noProgressSeconds", configuration.noProgressSeconds(), 1, 86_400);
        return exchange(threads, buffers, noProgress);
    }

    private static ExchangeSettings exchange(int threads, int buffers, int noProgress) {
        int enough = 2 * Runtime.getRuntime().availableProcessors() + MORE_THREADS;
        int open = (int) Math.min(MOST_OPEN, Runtime.getRuntime().maxMemory() / HEAP_OF_ONE);
        ExchangeLimits limits = new ExchangeLimits(open, Duration.ofSeconds(noProgress), OUR_TURN);
        return new ExchangeSettings(threads == 0 ? enough : threads, buffers, limits);
    }

    private static int check(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + value + " is not within " + least + " and " + most);
        }
        return value;
    }
}

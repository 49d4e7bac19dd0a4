package io.amphora.http;

import io.amphora.http.access.AccessMode;
import io.amphora.http.exchange.ExchangeSettings;
import java.time.Duration;

/**
 * The settings in force.
 *
 * @param access who is served
 * @param exchange how requests are carried
 */
record HttpSettings(AccessMode access, ExchangeSettings exchange) {

    private static final int MORE_THREADS = 8;

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException that names the key, if a value is out of range
     */
    static HttpSettings of(HttpConfiguration configuration) {
        int threads = check("threads", configuration.threads(), 0, 1_000);
        int buffers = check("buffers", configuration.buffers(), 1, 1_024);
        int noProgress = check("noProgressSeconds", configuration.noProgressSeconds(), 1, 86_400);
        int enough = 2 * Runtime.getRuntime().availableProcessors() + MORE_THREADS;
        return new HttpSettings(
                AccessMode.parse(configuration.access()),
                new ExchangeSettings(threads == 0 ? enough : threads, buffers, Duration.ofSeconds(noProgress)));
    }

    private static int check(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + value + " is not within " + least + " and " + most);
        }
        return value;
    }
}

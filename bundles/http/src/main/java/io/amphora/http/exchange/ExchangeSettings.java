package io.amphora.http.exchange;

import java.time.Duration;

/**
 * How requests are carried.
 *
 * @param threads how many threads work on requests at once
 * @param buffers how many buffers of 1 MiB each direction may have
 * @param noProgress how long a client may send or take nothing while it is its turn
 */
public record ExchangeSettings(int threads, int buffers, Duration noProgress) {}

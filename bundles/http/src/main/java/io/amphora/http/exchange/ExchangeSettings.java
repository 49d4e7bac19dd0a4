package io.amphora.http.exchange;

/**
 * How requests are carried.
 *
 * @param threads how many threads work on requests at once
 * @param buffers how many buffers of 1 MiB each direction may have
 * @param limits what each may take
 */
public record ExchangeSettings(int threads, int buffers, ExchangeLimits limits) {}

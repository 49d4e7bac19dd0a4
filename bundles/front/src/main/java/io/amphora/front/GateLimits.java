package io.amphora.front;

/**
 * How long, and how many.
 *
 * @param gateMillis how long a request waits at the gate
 * @param gateWaiters how many may wait at once
 * @param drainMillis how long running requests may go on; below the 5 s after which declarative services give up a lock
 * @param blockingRequests how many requests may hold a thread of the container
 */
record GateLimits(long gateMillis, int gateWaiters, long drainMillis, int blockingRequests) {

    static final GateLimits DEFAULT = new GateLimits(10_000, 1_000, 4_000, 25);

    GateLimits {
        check("gateMillis", gateMillis, 600_000);
        check("gateWaiters", gateWaiters, 1_000_000);
        check("drainMillis", drainMillis, 4_500);
        check("blockingRequests", blockingRequests, 10_000);
    }

    static GateLimits of(GateConfiguration configuration) {
        return new GateLimits(
                configuration.gateMillis(),
                configuration.gateWaiters(),
                configuration.drainMillis(),
                configuration.blockingRequests());
    }

    private static void check(String key, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(key + ": " + value + " is not within 0 and " + most);
        }
    }
}

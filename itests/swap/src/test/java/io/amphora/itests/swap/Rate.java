package io.amphora.itests.swap;

/** How fast a client moves bytes. */
enum Rate {
    /** So that a transfer lasts over many swaps. */
    SLOW(1 << 20),
    /** So that two dozen clients leave something of a small machine to the registry. */
    FAST(8 << 20),
    /** As fast as it goes. */
    FULL(1L << 40);

    private final long bytesPerSecond;

    Rate(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }
}

package io.amphora.itests.swap;

/** How many bytes of a blob a client has, over all its requests for it. */
final class Received {

    private long bytes;

    void add(int count) {
        bytes += count;
    }

    long bytes() {
        return bytes;
    }
}

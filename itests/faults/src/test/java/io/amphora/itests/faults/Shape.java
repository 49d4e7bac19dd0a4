package io.amphora.itests.faults;

import java.util.Random;

/**
 * How a client cuts a layer into requests.
 *
 * @param patches how many PATCH requests
 * @param smallest the fewest bytes of a PATCH
 * @param largest the most
 * @param ranged whether a PATCH says its {@code Content-Range}
 * @param announced whether a PATCH says its {@code Content-Length}; without it, it is chunked
 * @param last the most bytes in the PUT
 */
record Shape(int patches, int smallest, int largest, boolean ranged, boolean announced, int last) {

    /** As Docker, Podman and crane do: one PATCH, chunked, and an empty PUT. */
    static Shape stream(int smallest, int largest) {
        return new Shape(1, smallest, largest, false, false, 0);
    }

    /** Several PATCH requests with ranges, the rest by the PUT. */
    static Shape chunks(int patches, int largest) {
        return new Shape(patches, 1, largest, true, true, largest);
    }

    /** As containerd and BuildKit do: all by the PUT. */
    static Shape whole(int largest) {
        return new Shape(0, 0, 0, false, true, largest);
    }

    int piece(Random random) {
        return smallest + random.nextInt(largest - smallest + 1);
    }

    int tail(Random random) {
        return last == 0 ? 0 : 1 + random.nextInt(last);
    }
}

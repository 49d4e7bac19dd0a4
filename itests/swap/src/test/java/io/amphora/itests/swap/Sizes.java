package io.amphora.itests.swap;

import java.util.Random;

/** How large the blobs are that a client pushes. */
enum Sizes {
    /** 1 KiB to 64 MiB, small ones more often. */
    MIXED {
        @Override
        long any(Random random) {
            double skewed = Math.pow(random.nextDouble(), 2);
            return (long) (LEAST * Math.pow((double) Blob.LARGEST / LEAST, skewed));
        }
    },
    /** So large that a slow client is at one for half a minute or more. */
    LARGE {
        @Override
        long any(Random random) {
            return LEAST_LARGE + random.nextInt(Blob.LARGEST - LEAST_LARGE);
        }
    };

    static final long LEAST = 1 << 10;
    static final int LEAST_LARGE = 32 << 20;
    static final long CHUNK = 4 << 20;

    abstract long any(Random random);
}

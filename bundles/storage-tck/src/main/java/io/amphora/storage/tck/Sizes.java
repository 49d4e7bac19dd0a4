package io.amphora.storage.tck;

import org.junit.jupiter.api.Assumptions;

/** How large the heavy cases are. */
final class Sizes {

    /** Set to true, the large sizes run. */
    static final String PROPERTY = "amphora.tck.long";

    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;
    static final boolean LONG = Boolean.getBoolean(PROPERTY);

    private Sizes() {}

    static int pick(int usual, int whenLong) {
        return LONG ? whenLong : usual;
    }

    static void need(TestStore store, long bytes) {
        Assumptions.assumeTrue(
                store.largestContent() >= bytes, () -> "the store under test takes no content of " + bytes + " bytes");
    }
}

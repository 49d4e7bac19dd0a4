package io.amphora.itests.swap;

import java.util.ArrayList;
import java.util.List;

/** The swaps of a run, one after the other. */
final class Timeline {

    private final List<Swap> swaps = new ArrayList<>();

    synchronized void begin(Swap swap) {
        swaps.add(swap);
    }

    /** Those that went on at some instant between two. */
    synchronized List<Swap> during(long begin, long end) {
        List<Swap> found = new ArrayList<>();
        for (int i = swaps.size() - 1; i >= 0 && !swaps.get(i).overBefore(begin); i--) {
            if (swaps.get(i).overlaps(begin, end)) {
                found.add(swaps.get(i));
            }
        }
        return found;
    }

    synchronized List<Swap> all() {
        return List.copyOf(swaps);
    }
}

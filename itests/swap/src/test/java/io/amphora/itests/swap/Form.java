package io.amphora.itests.swap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a run is.
 *
 * @param time how long there are swaps; the last cycle ends whole, however long that takes
 * @param cycle what is replaced, one after the other and again; after it everything is as it was before
 * @param waitsCount whether waits that are too long fail the run
 */
record Form(Duration time, List<Kind> cycle, boolean waitsCount) {

    private static final List<Kind> DRIVERS =
            List.of(Kind.USE, Kind.UPDATE, Kind.REFRESH, Kind.RECONFIGURE, Kind.NEWER, Kind.USE, Kind.OLDER);

    /** With every build: each kind once. */
    static final Form SHORT = new Form(Duration.ZERO, cycle(DRIVERS, 1, Kind.CORE, Kind.HTTP), false);
    /** With every change. */
    static final Form MINUTE = new Form(Duration.ofSeconds(60), cycle(DRIVERS, 2, Kind.CORE, Kind.HTTP), false);
    /** Before a release, on a machine that does nothing else. */
    static final Form LONG = new Form(Duration.ofMinutes(10), cycle(DRIVERS, 5, Kind.CORE, Kind.HTTP), true);

    /** So many rounds of changes of drivers, then those of services, which let slow transfers begin anew. */
    private static List<Kind> cycle(List<Kind> drivers, int rounds, Kind... services) {
        List<Kind> cycle = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            cycle.addAll(drivers);
        }
        cycle.addAll(List.of(services));
        return cycle;
    }
}

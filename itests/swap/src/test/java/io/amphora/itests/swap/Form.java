package io.amphora.itests.swap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a run is.
 *
 * @param time how long there are swaps; each kind comes at least once, however long that takes
 * @param driverRounds how often all changes of drivers come between two of services
 * @param waitsCount whether waits that are too long fail the run
 */
record Form(Duration time, int driverRounds, boolean waitsCount) {

    /** With every build. */
    static final Form SHORT = new Form(Duration.ofSeconds(20), 1, false);
    /** With every change. */
    static final Form MINUTE = new Form(Duration.ofSeconds(60), 1, false);
    /** Before a release, on a machine that does nothing else. */
    static final Form LONG = new Form(Duration.ofMinutes(10), 4, true);

    private static final List<Kind> DRIVERS =
            List.of(Kind.USE, Kind.UPDATE, Kind.REFRESH, Kind.RECONFIGURE, Kind.NEWER, Kind.USE, Kind.OLDER);

    /** One cycle: after it everything is as it was before. */
    List<Kind> cycle() {
        List<Kind> cycle = new ArrayList<>();
        for (Kind service : List.of(Kind.CORE, Kind.HTTP)) {
            for (int i = 0; i < driverRounds; i++) {
                cycle.addAll(DRIVERS);
            }
            cycle.add(service);
        }
        return cycle;
    }
}

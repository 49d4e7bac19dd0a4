package io.amphora.itests.faults;

/**
 * How much a run does: the short form with every change, the long one before a release. The system property
 * {@value #PROPERTY} names it; the profiles of the build set it.
 *
 * @param kills how often the registry is killed
 * @param snapshots how often the power is cut
 * @param races how often two processes race
 * @param clients how many clients push and pull at once
 * @param layerMiB how much each of them pushes
 */
record Form(int kills, int snapshots, int races, int clients, int layerMiB) {

    static final String PROPERTY = "amphora.faults";

    private static final Form SHORT = new Form(20, 3, 20, 8, 128);
    private static final Form LONG = new Form(200, 20, 200, 20, 1024);

    static Form current() {
        return switch (System.getProperty(PROPERTY, "short")) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalStateException(PROPERTY + " is short or long");
        };
    }
}

package io.amphora.itests.drivers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code oci:driver-list} says.
 *
 * @param rows a driver each, in its order
 */
record DriverRows(List<Row> rows) {

    private static final int COLUMNS = 8;

    static DriverRows of(SshConsole console) throws Exception {
        String printed = console.execute("oci:driver-list --no-format");
        return new DriverRows(printed.lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length >= COLUMNS)
                .map(Row::of)
                .toList());
    }

    /** Whether there is a driver of that name, version and state. */
    boolean has(String name, String version, String state) {
        return rows.stream().anyMatch(row -> row.is(name, version, state));
    }

    /** Whether there is a driver of that name in that state, whatever its version. */
    boolean has(String name, String state) {
        return rows.stream()
                .anyMatch(row -> row.name().equals(name) && row.state().equals(state));
    }

    /** Whether there is no driver of that name. */
    boolean lacks(String name) {
        return rows.stream().noneMatch(row -> row.name().equals(name));
    }

    /** Whether there is no driver of that name and version. */
    boolean lacks(String name, String version) {
        return rows.stream()
                .noneMatch(row -> row.name().equals(name) && row.version().equals(version));
    }

    /** Whether there is no driver of that kind. */
    boolean lacksKind(String kind) {
        return rows.stream().noneMatch(row -> row.kind().equals(kind));
    }

    /** Whether a driver of that kind is there that has not been told to go. */
    boolean hasReady(String kind) {
        return rows.stream()
                .anyMatch(row -> row.kind().equals(kind) && !row.state().equals("draining"));
    }

    /** Whether the active driver has that name and kind. */
    boolean serves(String name, String kind) {
        return rows.stream()
                .anyMatch(row -> row.name().equals(name)
                        && row.kind().equals(kind)
                        && row.state().equals("active"));
    }

    @Override
    public String toString() {
        return rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
    }

    /** A driver. */
    record Row(String name, String kind, String version, String state, int leases, String store, String problem) {

        private static Row of(String[] cells) {
            List<String> all = Arrays.asList(cells);
            return new Row(
                    all.get(0),
                    all.get(1),
                    all.get(2),
                    all.get(3),
                    Integer.parseInt(all.get(4)),
                    all.get(5),
                    all.get(7));
        }

        private boolean is(String wantedName, String wantedVersion, String wantedState) {
            return name.equals(wantedName) && version.equals(wantedVersion) && state.equals(wantedState);
        }
    }
}

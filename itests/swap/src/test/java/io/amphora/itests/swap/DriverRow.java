package io.amphora.itests.swap;

import java.util.List;

/** A line of {@code oci:driver-list --no-format}. */
record DriverRow(String name, String version, String state, int leases, String line) {

    static List<DriverRow> parse(String list) {
        return list.lines().map(DriverRow::row).toList();
    }

    private static DriverRow row(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 5) {
            throw new AssertionError("not a line of oci:driver-list: '" + line + "'");
        }
        return new DriverRow(cells[0], cells[2], cells[3], Integer.parseInt(cells[4]), line);
    }

    boolean active() {
        return state.equals("active");
    }
}

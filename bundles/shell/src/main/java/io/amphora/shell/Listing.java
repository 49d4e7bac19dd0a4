package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.Slice;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;

/** Prints rows of sorted lists of any length, at the memory of one page. */
final class Listing {

    /** How many rows are asked for at once. */
    static final int PAGE = 500;

    private final PrintStream out;
    private final boolean formatted;
    private final List<String> columns;
    private boolean begun;

    /**
     * A listing.
     *
     * @param formatted whether to draw a table, else one line a row, with tabs
     */
    Listing(PrintStream out, boolean formatted, String... columns) {
        this.out = out;
        this.formatted = formatted;
        this.columns = List.of(columns);
    }

    /** Gives the items behind a key. */
    interface Source<T> {
        Slice<T> page(String after, int limit) throws RegistryException;
    }

    /**
     * Which part of a list is wanted.
     *
     * @param after only what is behind this key; the empty text for all
     * @param limit the most items, 0 for all
     */
    record Range(String after, long limit) {

        static final Range ALL = new Range("", 0);

        Range {
            if (limit < 0) {
                throw new IllegalArgumentException("--limit: " + limit + " is negative");
            }
        }
    }

    /** Prints a part of a list, page by page. The text of an item is the key that the list is sorted by. */
    <T> void print(Source<T> source, Range range, Function<T, String> key, Function<T, List<Object>> row)
            throws RegistryException {
        long left = range.limit() == 0 ? Long.MAX_VALUE : range.limit();
        String after = range.after();
        boolean more = true;
        while (more && left > 0) {
            Slice<T> page = source.page(after, (int) Math.min(PAGE, left));
            List<T> items = page.items();
            rows(items.stream().map(row).toList());
            left -= items.size();
            more = page.more() && !items.isEmpty();
            after = more ? key.apply(items.get(items.size() - 1)) : after;
        }
    }

    /** Prints rows that are at hand. */
    void rows(List<List<Object>> rows) {
        if (!formatted) {
            rows.forEach(this::line);
        } else if (!rows.isEmpty()) {
            table(rows).print(out);
            begun = true;
        }
    }

    /** Ends the listing; a table says so if there was nothing. */
    void end(String emptyText) {
        if (formatted && !begun) {
            table(List.of()).emptyTableText(emptyText).print(out);
        }
    }

    /** Without the blanks that a table without format still pads its cells with. */
    private void line(List<Object> row) {
        out.println(row.stream().map(String::valueOf).collect(Collectors.joining("\t")));
    }

    private ShellTable table(List<List<Object>> rows) {
        ShellTable table = new ShellTable();
        columns.forEach(table::column);
        if (begun) {
            table.noHeaders();
        }
        rows.forEach(row -> table.addRow().addContent(row));
        return table;
    }
}

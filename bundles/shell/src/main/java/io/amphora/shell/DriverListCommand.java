package io.amphora.shell;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverUse;
import io.amphora.storage.admin.StorageDrivers;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:driver-list}. */
@Service
@Command(
        scope = "oci",
        name = "driver-list",
        description =
                "Lists the storage drivers that are there, the active one first, with what they are used for. Below"
                        + " stand the calls that are stuck in a driver, and what still uses one that is draining.")
public final class DriverListCommand implements Action {

    private static final long MEBIBYTE = 1 << 20;

    @Option(name = "--no-format", description = "One line for each driver, or each use, without a table")
    boolean noFormat;

    @Option(name = "--uses", description = "Only stuck calls, and the ten oldest uses of each driver that is draining")
    boolean usesOnly;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::list);
    }

    private void list() throws CommandException {
        List<DriverStatus> all = Services.present(drivers, "The storage switch").list();
        List<List<Object>> uses =
                all.stream().flatMap(DriverListCommand::useRows).toList();
        PrintStream out = Output.ofCommand();
        if (usesOnly) {
            printUses(out, uses);
            return;
        }
        printDrivers(out, all.stream().map(DriverListCommand::row).toList());
        if (!noFormat && !uses.isEmpty()) {
            out.println();
            printUses(out, uses);
        }
    }

    private void printDrivers(PrintStream out, List<List<Object>> rows) {
        Listing listing = new Listing(
                out,
                !noFormat,
                "Name",
                "Kind",
                "Version",
                "State",
                "Leases",
                "Store",
                "Free (MiB)",
                "Problem",
                "Stuck calls",
                "Draining since");
        listing.rows(rows);
        listing.end("There are no storage drivers");
    }

    private void printUses(PrintStream out, List<List<Object>> rows) {
        Listing listing = new Listing(out, !noFormat, "Driver", "Version", "Use", "Since", "What");
        listing.rows(rows);
        listing.end("No call is stuck, and nothing uses a draining driver");
    }

    private static List<Object> row(DriverStatus driver) {
        return List.of(
                Printable.text(driver.name()),
                Printable.text(driver.kind()),
                driver.version(),
                driver.state().name().toLowerCase(Locale.ROOT),
                driver.leases(),
                driver.store().map(UUID::toString).orElse(""),
                mebibytes(driver.freeBytes()),
                Printable.text(driver.problem().orElse("")),
                driver.stuckCalls().size(),
                driver.drainingSince().map(Printable::time).orElse(""));
    }

    private static Stream<List<Object>> useRows(DriverStatus driver) {
        return Stream.concat(
                driver.stuckCalls().stream().map(call -> useRow(driver, "stuck", call)),
                driver.oldestUses().stream().map(use -> useRow(driver, "open", use)));
    }

    private static List<Object> useRow(DriverStatus driver, String kind, DriverUse use) {
        return List.of(
                Printable.text(driver.name()),
                driver.version(),
                kind,
                Printable.time(use.since()),
                Printable.text(use.what()));
    }

    private static Object mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / MEBIBYTE : "";
    }
}

package io.amphora.shell;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.StorageDrivers;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
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
        description = "Lists the storage drivers that are there, the active one first, with what they are used for.")
public final class DriverListCommand implements Action {

    private static final long MEBIBYTE = 1 << 20;

    @Option(name = "--no-format", description = "One line for each driver, without a table")
    boolean noFormat;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::list);
    }

    private void list() throws CommandException {
        List<DriverStatus> all = Services.present(drivers, "The storage switch").list();
        Listing listing = new Listing(
                Output.ofCommand(),
                !noFormat,
                "Name",
                "Kind",
                "Version",
                "State",
                "Leases",
                "Store",
                "Free (MiB)",
                "Problem");
        listing.rows(all.stream().map(DriverListCommand::row).toList());
        listing.end("There are no storage drivers");
    }

    private static List<Object> row(DriverStatus driver) {
        return List.of(
                driver.name(),
                driver.kind(),
                driver.version(),
                driver.state().name().toLowerCase(Locale.ROOT),
                driver.leases(),
                driver.store().map(UUID::toString).orElse(""),
                mebibytes(driver.freeBytes()),
                Printable.text(driver.problem().orElse("")));
    }

    private static Object mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / MEBIBYTE : "";
    }
}

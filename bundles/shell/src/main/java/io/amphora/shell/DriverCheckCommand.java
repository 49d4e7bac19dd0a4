package io.amphora.shell;

import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.StorageDrivers;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:driver-check}. */
@Service
@Command(
        scope = "oci",
        name = "driver-check",
        description =
                "Tries what the registry needs of a storage driver, in a folder of its own; fails if a step does.")
public final class DriverCheckCommand implements Action {

    @Argument(name = "name", required = true, description = "The driver's name, as oci:driver-list shows it")
    @Completion(DriverCompleter.class)
    String name = "";

    @Option(name = "--no-format", description = "One line for each step, without a table")
    boolean noFormat;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::check);
    }

    private void check() throws CommandException {
        DriverCheck check = Services.present(drivers, "The storage switch").check(name);
        PrintStream out = Output.ofCommand();
        Listing listing = new Listing(out, !noFormat, "Step", "Took (ms)", "Problem");
        listing.rows(check.steps().stream().map(DriverCheckCommand::row).toList());
        listing.end("Nothing was tried");
        String driver = Printable.text(check.name()) + " " + check.version();
        if (!check.passed()) {
            throw new CommandException(driver + " failed the check");
        }
        if (!noFormat) {
            out.println();
            out.println(driver + " passed the check");
        }
    }

    private static List<Object> row(DriverCheck.Step step) {
        return List.of(
                step.what(),
                step.took().toMillis(),
                Printable.text(step.problem().orElse("")));
    }
}

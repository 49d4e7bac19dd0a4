package io.amphora.shell;

import io.amphora.storage.admin.StorageDrivers;
import io.amphora.storage.admin.Swap;
import io.amphora.storage.admin.SwapRefusedException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:driver-use}. */
@Service
@Command(
        scope = "oci",
        name = "driver-use",
        description = "Makes a storage driver the active one, while the registry serves, and saves the choice.")
public final class DriverUseCommand implements Action {

    @Argument(name = "name", required = true, description = "The driver's name, as oci:driver-list shows it")
    @Completion(DriverCompleter.class)
    String name = "";

    @Option(name = "--force", description = "Also if it is over another store, or cannot be written")
    boolean force;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::use);
    }

    private void use() throws SwapRefusedException, CommandException {
        Swap swap = Services.present(drivers, "The storage switch").use(name, force);
        PrintStream out = Output.ofCommand();
        out.println("Active  " + Printable.text(swap.to()));
        out.println("Before  " + Printable.text(swap.from().orElse("none")));
        out.println("Took    " + swap.took().toMillis() + " ms");
        out.println("Open    " + swap.left() + " on the one before, until they end");
        out.println("Saved   "
                + (swap.saved()
                        ? "yes"
                        : "WARNING: no, the next start takes the driver that io.amphora.storage names"));
    }
}

package io.amphora.shell;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.StorageDrivers;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes the name of a storage driver. */
@Service
public final class DriverCompleter implements Completer {

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names()).complete(session, line, candidates);
    }

    private List<String> names() {
        return drivers == null
                ? List.of()
                : drivers.list().stream().map(DriverStatus::name).toList();
    }
}

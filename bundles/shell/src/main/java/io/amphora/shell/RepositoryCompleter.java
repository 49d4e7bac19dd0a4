package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.RepositoryService;
import io.amphora.storage.admin.StorageDrivers;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes the name of a repository, with one bounded look-up. */
@Service
public final class RepositoryCompleter implements Completer {

    @Reference(optional = true)
    @Nullable
    RepositoryService repositories;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names(Prefix.of(line))).complete(session, line, candidates);
    }

    private List<String> names(Prefix prefix) {
        if (!Services.storageAnswers(drivers) || repositories == null) {
            return List.of();
        }
        try {
            return prefix.matching(repositories.list(prefix.before(), Prefix.LIMIT).items().stream()
                    .map(RepositoryName::toString));
        } catch (RegistryException e) {
            // Nothing to offer while there is no storage; the command itself says why.
            return List.of();
        }
    }
}

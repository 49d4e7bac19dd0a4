package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.TagService;
import io.amphora.storage.admin.StorageDrivers;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes a tag of the repository that is the argument before it, with one bounded look-up. */
@Service
public final class TagCompleter implements Completer {

    @Reference(optional = true)
    @Nullable
    TagService tags;

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names(line)).complete(session, line, candidates);
    }

    private List<String> names(CommandLine line) {
        int repository = line.getCursorArgumentIndex() - 1;
        if (!Services.storageAnswers(drivers) || tags == null || repository < 1) {
            return List.of();
        }
        Prefix prefix = Prefix.of(line);
        try {
            RepositoryName name = RepositoryName.parse(line.getArguments()[repository]);
            return prefix.matching(tags.list(name, prefix.before(), Prefix.LIMIT).items().stream()
                    .map(Tag::toString));
        } catch (RegistryException | IllegalArgumentException e) {
            // Nothing to offer for what is not a repository; the command itself says why.
            return List.of();
        }
    }
}

package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.RepositoryService;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:repo-list}. */
@Service
@Command(scope = "oci", name = "repo-list", description = "Lists the repositories of the registry, sorted by name.")
public final class RepoListCommand implements Action {

    @Option(name = "--after", valueToShowInHelp = "the first", description = "Only repositories behind this name")
    String after = "";

    @Option(name = "--limit", description = "The most repositories to list, 0 for all")
    long limit;

    @Option(name = "--no-format", description = "One line for each repository, without a table")
    boolean noFormat;

    @Reference(optional = true)
    @Nullable
    RepositoryService repositories;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::list);
    }

    private void list() throws RegistryException, CommandException {
        RepositoryService service = Services.present(repositories, "The registry's core");
        Listing listing = new Listing(Output.ofCommand(), !noFormat, "Repository");
        listing.print(service::list, new Listing.Range(after, limit), RepositoryName::toString, List::of);
        listing.end("There are no repositories");
    }
}

package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.TagService;
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

/** {@code oci:tag-list}. */
@Service
@Command(scope = "oci", name = "tag-list", description = "Lists the tags of a repository, sorted by name.")
public final class TagListCommand implements Action {

    @Argument(name = "repository", required = true, description = "The repository's name, such as library/alpine")
    @Completion(RepositoryCompleter.class)
    String repository = "";

    @Option(name = "--after", valueToShowInHelp = "the first", description = "Only tags behind this one")
    String after = "";

    @Option(name = "--limit", description = "The most tags to list, 0 for all")
    long limit;

    @Option(name = "--no-format", description = "One line for each tag, without a table")
    boolean noFormat;

    @Reference(optional = true)
    @Nullable
    TagService tags;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::list);
    }

    private void list() throws RegistryException, CommandException {
        TagService service = Services.present(tags, "The registry's core");
        RepositoryName name = RepositoryName.parse(repository);
        Listing listing = new Listing(Output.ofCommand(), !noFormat, "Tag");
        listing.print(
                (behind, most) -> service.list(name, behind, most),
                new Listing.Range(after, limit),
                Tag::toString,
                List::of);
        listing.end("The repository has no tags");
    }
}

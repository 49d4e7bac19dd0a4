package io.amphora.shell;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.RepositoryService;
import io.amphora.registry.Slice;
import io.amphora.registry.upload.OpenUpload;
import io.amphora.registry.upload.UploadAdministration;
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

/** {@code oci:upload-list}. */
@Service
@Command(
        scope = "oci",
        name = "upload-list",
        description = "Lists the uploads that have not ended, of one repository or of all.")
public final class UploadListCommand implements Action {

    @Argument(name = "repository", description = "The repository's name; all repositories without it")
    @Completion(RepositoryCompleter.class)
    String repository = "";

    @Option(name = "--no-format", description = "One line for each upload, without a table")
    boolean noFormat;

    @Reference(optional = true)
    @Nullable
    RepositoryService repositories;

    @Reference(optional = true)
    @Nullable
    UploadAdministration uploads;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::list);
    }

    private void list() throws RegistryException, CommandException {
        UploadAdministration service = Services.present(uploads, "The registry's core");
        Listing listing =
                new Listing(Output.ofCommand(), !noFormat, "Repository", "Upload", "Started", "Received (bytes)");
        if (repository.isEmpty()) {
            printAll(service, listing);
        } else {
            print(service, RepositoryName.parse(repository), listing);
        }
        listing.end("There are no open uploads");
    }

    private void printAll(UploadAdministration service, Listing listing) throws RegistryException, CommandException {
        RepositoryService all = Services.present(repositories, "The registry's core");
        String after = "";
        boolean more = true;
        while (more) {
            Slice<RepositoryName> page = all.list(after, Listing.PAGE);
            for (RepositoryName name : page.items()) {
                print(service, name, listing);
                after = name.toString();
            }
            more = page.more() && !page.items().isEmpty();
        }
    }

    private static void print(UploadAdministration service, RepositoryName name, Listing listing)
            throws RegistryException {
        listing.print(
                (after, limit) -> service.list(name, after, limit),
                Listing.Range.ALL,
                OpenUpload::id,
                upload -> List.of(name, upload.id(), started(upload), upload.received()));
    }

    private static String started(OpenUpload upload) {
        return upload.startedAt().map(Printable::time).orElse("unknown");
    }
}

package io.amphora.shell;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Manifest;
import io.amphora.registry.ManifestService;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:manifest-show}. */
@Service
@Command(
        scope = "oci",
        name = "manifest-show",
        description = "Shows a manifest: its type, digest and size, and its content, indented for reading.")
public final class ManifestShowCommand implements Action {

    @Argument(index = 0, name = "repository", required = true, description = "The repository's name")
    @Completion(RepositoryCompleter.class)
    String repository = "";

    @Argument(index = 1, name = "reference", required = true, description = "A tag, or a digest such as sha256:…")
    @Completion(TagCompleter.class)
    String reference = "";

    @Reference(optional = true)
    @Nullable
    ManifestService manifests;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::show);
    }

    private void show() throws RegistryException, CommandException {
        ManifestService service = Services.present(manifests, "The registry's core");
        Manifest manifest =
                service.fetch(RepositoryName.parse(repository), io.amphora.registry.Reference.parse(reference));
        Descriptor descriptor = manifest.descriptor();
        PrintStream out = Output.ofCommand();
        out.println("Type    " + Printable.text(descriptor.mediaType()));
        out.println("Digest  " + descriptor.digest());
        out.println("Size    " + descriptor.size() + " bytes");
        out.println();
        out.println(IndentedJson.of(
                StandardCharsets.UTF_8.decode(manifest.content()).toString()));
    }
}

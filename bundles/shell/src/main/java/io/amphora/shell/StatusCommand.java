package io.amphora.shell;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.admin.StorageDrivers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code oci:status}. */
@Service
@Command(
        scope = "oci",
        name = "status",
        description = "Shows how the parts of the registry stand; what needs attention is marked as a warning.")
public final class StatusCommand implements Action {

    @Option(name = "--no-format", description = "One line for each fact, without a table")
    boolean noFormat;

    @Option(
            name = "--warnings",
            aliases = {"-w"},
            description = "Only what needs attention")
    boolean warningsOnly;

    @Reference(optional = true)
    List<StatusSource> sources = List.of();

    @Reference(optional = true)
    @Nullable
    StorageDrivers drivers;

    @Override
    public @Nullable Object execute() throws CommandException {
        return Attempt.of(this::show);
    }

    private void show() throws CommandException {
        List<StatusSource> all = new ArrayList<>(sources);
        all.add(new StorageStatus(drivers));
        Listing listing = new Listing(Output.ofCommand(), !noFormat, "Part", "Level", "What", "How it stands");
        listing.rows(all.stream()
                .sorted(Comparator.comparing(StatusSource::topic))
                .flatMap(this::rows)
                .toList());
        listing.end(warningsOnly ? "Nothing needs attention" : "No part of the registry is there");
    }

    private Stream<List<Object>> rows(StatusSource source) {
        return source.status().stream()
                .filter(line -> !warningsOnly || line.level() == StatusLine.Level.WARNING)
                .map(line -> row(source.topic(), line));
    }

    private static List<Object> row(String topic, StatusLine line) {
        String level = line.level() == StatusLine.Level.WARNING ? "WARNING" : "";
        return List.of(topic, level, line.name(), Printable.text(line.value()));
    }
}

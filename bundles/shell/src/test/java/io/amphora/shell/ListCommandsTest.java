package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.upload.OpenUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class ListCommandsTest {

    private final List<Integer> limits = new ArrayList<>();

    @Test
    void listsRepositoriesPageByPage() throws Exception {
        RepoListCommand command = repoList(1_201);
        command.noFormat = true;

        List<String> lines = Console.run(command);

        assertThat(lines).hasSize(1_201).startsWith("r00000", "r00001").endsWith("r01200");
        assertThat(limits).containsExactly(Listing.PAGE, Listing.PAGE, Listing.PAGE);
    }

    @Test
    void drawsOneHeaderForManyPages() throws Exception {
        List<String> lines = Console.run(repoList(1_201));

        assertThat(lines).hasSize(2 + 1_201).startsWith("Repository");
        assertThat(lines).filteredOn(line -> line.startsWith("Repository")).hasSize(1);
    }

    @Test
    void listsFromANameOnAndNoMoreThanAskedFor() throws Exception {
        RepoListCommand command = repoList(1_201);
        command.noFormat = true;
        command.after = "r00009";
        command.limit = 502;

        List<String> lines = Console.run(command);

        assertThat(lines).hasSize(502).startsWith("r00010");
        assertThat(limits).containsExactly(Listing.PAGE, 2);
    }

    @Test
    void refusesANegativeLimit() {
        RepoListCommand command = repoList(1);
        command.limit = -1;

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Console.run(command))
                .withMessageContaining("--limit");
    }

    @Test
    void saysSoWhenThereIsNothing() throws Exception {
        assertThat(Console.run(repoList(0))).contains("There are no repositories");
    }

    @Test
    void printsNothingButRowsWithoutFormat() throws Exception {
        RepoListCommand command = repoList(0);
        command.noFormat = true;

        assertThat(Console.run(command)).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhileAServiceIsAway() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Console.run(new RepoListCommand()))
                .withMessageStartingWith("The registry's core is not there");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Console.run(new DriverListCommand()))
                .withMessageStartingWith("The storage switch is not there");
    }

    @Test
    void tellsWhyTheRegistryRefuses() {
        TagListCommand command = new TagListCommand();
        command.repository = "library/alpine";
        command.tags = (repository, after, limit) -> {
            throw new RegistryException(ErrorCode.NAME_UNKNOWN, "name", repository.toString());
        };

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Console.run(command))
                .withMessage("repository unknown {name=library/alpine}");
    }

    @Test
    void listsTheTagsOfARepository() throws Exception {
        TagListCommand command = new TagListCommand();
        command.repository = "library/alpine";
        command.noFormat = true;
        command.tags = (repository, after, limit) -> {
            assertThat(repository).hasToString("library/alpine");
            return new Slice<>(List.of(Tag.parse("3.20"), Tag.parse("latest")), false);
        };

        assertThat(Console.run(command)).containsExactly("3.20", "latest");
    }

    @Test
    void refusesWhatIsNoRepositoryName() {
        TagListCommand command = new TagListCommand();
        command.repository = "Library/../etc";
        command.tags = (repository, after, limit) -> new Slice<>(List.of(), false);

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> Console.run(command));
    }

    @Test
    void listsTheUploadsOfAllRepositories() throws Exception {
        UploadListCommand command = uploadList();

        assertThat(Console.run(command))
                .containsExactly(
                        "r00000\tu-r00000\t2026-11-23T12:00:00Z\t42",
                        "r00001\tu-r00001\t2026-11-23T12:00:00Z\t42",
                        "r00002\tu-r00002\t2026-11-23T12:00:00Z\t42");
    }

    @Test
    void listsTheUploadsOfOneRepository() throws Exception {
        UploadListCommand command = uploadList();
        command.repository = "r00001";

        assertThat(Console.run(command)).containsExactly("r00001\tu-r00001\t2026-11-23T12:00:00Z\t42");
    }

    private UploadListCommand uploadList() {
        UploadListCommand command = new UploadListCommand();
        command.noFormat = true;
        command.repositories = repoList(3).repositories;
        Optional<Instant> started = Optional.of(Instant.parse("2026-11-23T12:00:00.123456Z"));
        command.uploads =
                (name, after, limit) -> new Slice<>(List.of(new OpenUpload(name, "u-" + name, started, 42)), false);
        return command;
    }

    private RepoListCommand repoList(int count) {
        List<RepositoryName> all = IntStream.range(0, count)
                .mapToObj("r%05d"::formatted)
                .map(RepositoryName::parse)
                .toList();
        RepoListCommand command = new RepoListCommand();
        command.repositories = (after, limit) -> {
            limits.add(limit);
            List<RepositoryName> behind = all.stream()
                    .filter(name -> name.toString().compareTo(after) > 0)
                    .toList();
            int end = Math.min(limit, behind.size());
            return new Slice<>(behind.subList(0, end), end < behind.size());
        };
        return command;
    }
}

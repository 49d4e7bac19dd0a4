package io.amphora.itests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.image.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder where the running distribution keeps a repository, looked at from outside. */
final class UploadFolder {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path store;
    private final Path uploads;

    UploadFolder(Path home, String repository) {
        this.store = home.resolve("registry");
        this.uploads = store.resolve("docker/registry/v2/repositories")
                .resolve(repository)
                .resolve("_uploads");
    }

    /** Neither the upload's own folder nor a file elsewhere that carries its id. */
    void assertHoldsNothingOf(String upload) throws IOException {
        UUID id = id(upload);
        assertThat(uploads.resolve(id.toString())).doesNotExist();
        assertThat(found(id.toString())).isEmpty();
    }

    /** Waits until the server works on the upload. */
    void awaitFolderOf(String upload) throws IOException {
        Path folder = uploads.resolve(id(upload).toString());
        Eventually.isTrue("something of the upload on storage", () -> Files.exists(folder));
    }

    /** Where the content of a blob lies: once, for all repositories. */
    List<Path> placesOf(byte[] blob) throws IOException {
        String hex = Content.hex(blob);
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.endsWith(Path.of(hex, "data"))).toList();
        }
    }

    private List<Path> found(String name) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().contains(name)).toList();
        }
    }

    private static UUID id(String upload) {
        Matcher matcher = ID.matcher(upload);
        assertThat(matcher.find()).as("an id in %s", upload).isTrue();
        return UUID.fromString(matcher.group());
    }
}

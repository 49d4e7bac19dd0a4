package io.amphora.itests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.image.Content;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        assertThat(found(file -> file.toString().contains(id.toString()))).isEmpty();
    }

    /** Whether the repository has no upload, not even what is left of one. */
    boolean isEmpty() throws IOException {
        return found(file -> file.startsWith(uploads)).isEmpty();
    }

    /** Where the content of a blob lies: once, for all repositories. */
    List<Path> placesOf(byte[] blob) throws IOException {
        Path end = Path.of(Content.hex(blob), "data");
        return found(file -> file.endsWith(end));
    }

    /** Looks everywhere; what goes away meanwhile is not there. */
    private List<Path> found(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(store, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static UUID id(String upload) {
        Matcher matcher = ID.matcher(upload);
        assertThat(matcher.find()).as("an id in %s", upload).isTrue();
        return UUID.fromString(matcher.group());
    }
}

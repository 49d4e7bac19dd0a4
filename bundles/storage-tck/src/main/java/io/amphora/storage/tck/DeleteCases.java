package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Deletes. */
abstract class DeleteCases extends ContractCase {

    DeleteCases(StoreSource source) {
        super(source);
    }

    @Test
    void deletesContent() throws IOException {
        put("/a/one", "/a/two");

        driver().delete(paths("/a/one"));

        assertMissing("/a/one");
        assertThere("/a/two");
    }

    @Test
    void passesOverWhatIsMissing() throws IOException {
        put("/a/one");

        driver().delete(paths("/missing", "/a/missing", "/a/missing/below", "/a/one/below"));
        driver().delete(List.of());

        assertThere("/a/one");
    }

    @Test
    void deletesDirectoryWithAllInIt() throws IOException {
        put("/a/b/one", "/a/b/two", "/a/b/c/d/three", "/a/other");

        driver().delete(paths("/a/b"));

        for (String gone : List.of("/a/b", "/a/b/one", "/a/b/two", "/a/b/c", "/a/b/c/d/three")) {
            assertMissing(gone);
        }
        assertThere("/a/other");
        assertThat(driver().list(path("/a"), "", 5).names()).containsExactly("other");
    }

    @Test
    void deletesSeveralPathsInOneCall() throws IOException {
        put("/a/one", "/a/two", "/b/c/three", "/d");

        driver().delete(paths("/a/one", "/missing", "/b", "/d", "/a/one"));

        for (String gone : List.of("/a/one", "/b/c/three", "/d")) {
            assertMissing(gone);
        }
        assertThere("/a/two");
    }

    @Test
    void siblingsThatBeginAlikeStay() throws IOException {
        put("/x/in", "/x-y/in", "/x.z", "/x0/in", "/xx", "/y/x", "/y/x1", "/y/x.1/in");

        driver().delete(paths("/x", "/y/x"));

        assertMissing("/x/in");
        assertMissing("/y/x");
        for (String there : List.of("/x-y/in", "/x.z", "/x0/in", "/xx", "/y/x1", "/y/x.1/in")) {
            assertThere(there);
        }
    }

    @Test
    void unfinishedContentOfSiblingsThatBeginAlikeStays() throws IOException {
        Mark kept = unfinished(path("/uploads/data-2"));
        Mark gone = unfinished(path("/uploads/data"));

        driver().delete(paths("/uploads/data"));

        try (StorageWriter writer = driver().resume(path("/uploads/data-2"), kept)) {
            writer.commit(path("/done"));
        }
        assertThat(driver().get(path("/done"), 20)).isEqualTo(Bytes.ascii("unfinished"));
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().resume(path("/uploads/data"), gone).close());
    }

    @Test
    void deletesAgainWhatCameAgain() throws IOException {
        for (int i = 0; i < 3; i++) {
            put("/a/b/c");
            driver().delete(paths("/a"));
            assertMissing("/a/b/c");
        }
    }

    @Test
    void deletesDeepTree() throws IOException {
        String deep = "/d".repeat(200);
        put(deep);

        driver().delete(paths("/d"));

        assertMissing("/d");
        assertMissing(deep);
    }

    @Test
    void racingDeletesAreHarmless() throws Exception {
        try (Threads threads = new Threads()) {
            for (int round = 0; round < 10; round++) {
                put("/a/b/one", "/a/b/c/two", "/a/three");
                threads.race(4, number -> {
                    driver().delete(number % 2 == 0 ? paths("/a/b", "/a/three") : paths("/a"));
                    return number;
                });
                assertMissing("/a/b/one");
                assertMissing("/a/three");
            }
        }
    }

    private Mark unfinished(StoragePath path) throws IOException {
        try (StorageWriter writer = driver().write(path, path)) {
            Bytes.write(writer, Bytes.ascii("unfinished"));
            return writer.checkpoint();
        }
    }

    private void put(String... texts) throws IOException {
        for (String text : texts) {
            driver().put(path(text), Bytes.ascii(text));
        }
    }

    private void assertThere(String text) throws IOException {
        assertThat(driver().get(path(text), 100)).isEqualTo(Bytes.ascii(text));
    }

    private void assertMissing(String text) {
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(path(text)));
    }

    private static List<StoragePath> paths(String... texts) {
        return Stream.of(texts).map(StoragePath::parse).toList();
    }
}

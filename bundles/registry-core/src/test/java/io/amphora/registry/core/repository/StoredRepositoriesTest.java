package io.amphora.registry.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredRepositoriesTest {

    private final HeapStorage storage = new HeapStorage();
    private final StoredRepositories repositories = new StoredRepositories(new LeasedStorage(storage));

    @Test
    void listsNothingWhereThereIsNothing() throws RegistryException {
        assertThat(repositories.list("", 10)).isEqualTo(new Slice<>(List.of(), false));
    }

    @Test
    void sortsByTheBytesOfWholeNames() throws Exception {
        List<String> names = List.of("a", "a-b", "a-b/c", "a.b", "a/b", "a/b-c", "a/b/c", "a0", "ab", "b/c");
        push(names);

        assertThat(list("", 100)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void walksPageByPage(int limit) throws Exception {
        storage.driver().largestPage(2);
        TreeSet<String> names = someNames(new Random(7), 200);
        push(names);

        List<String> walked = new ArrayList<>();
        Slice<RepositoryName> slice = repositories.list("", limit);
        slice.items().forEach(name -> walked.add(name.toString()));
        while (slice.more()) {
            slice = repositories.list(walked.get(walked.size() - 1), limit);
            assertThat(slice.items()).isNotEmpty();
            slice.items().forEach(name -> walked.add(name.toString()));
        }

        assertThat(walked).containsExactlyElementsOf(names);
    }

    @Test
    void beginsBehindAnyText() throws Exception {
        Random random = new Random(11);
        TreeSet<String> names = someNames(random, 300);
        push(names);
        String alphabet = "ab01-._/A~\u0000%é";

        for (int i = 0; i < 200; i++) {
            StringBuilder after = new StringBuilder();
            IntStream.range(0, random.nextInt(8))
                    .forEach(j -> after.append(alphabet.charAt(random.nextInt(alphabet.length()))));

            assertThat(list(after.toString(), 1000))
                    .as("after '%s'", after)
                    .containsExactlyElementsOf(names.tailSet(after.toString(), false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../..", "/", "//", "a//b", "a/", "./a", "\r\nX-Evil: 1"})
    void takesHostileTextsForWhatTheySortAs(String after) throws Exception {
        TreeSet<String> names = new TreeSet<>(List.of("a", "a/b", "b", "0"));
        push(names);

        assertThat(list(after, 10)).containsExactlyElementsOf(names.tailSet(after, false));
        assertThat(list("z".repeat(10_000), 10)).isEmpty();
    }

    @Test
    void saysWhetherMoreFollow() throws Exception {
        push(List.of("a", "b"));

        assertThat(repositories.list("", 1).more()).isTrue();
        assertThat(repositories.list("", 2).more()).isFalse();
        assertThat(repositories.list("a", 1).more()).isFalse();
    }

    @Test
    void leavesOutWhatHasNoManifests() throws Exception {
        push(List.of("a/b"));
        touch(StorageLayout.repository(RepositoryName.parse("c")).resolve("_layers", "x"));
        touch(StorageLayout.repository(RepositoryName.parse("d")).resolve("_uploads", "x"));
        touch(StorageLayout.repositories().resolve("Not-a-name", "_manifests", "x"));

        assertThat(list("", 10)).containsExactly("a/b");
    }

    @Test
    void doesNotOpenSubtreesThatLieBefore() throws Exception {
        for (int i = 0; i < 100; i++) {
            push(List.of("a/" + i, "b-c/" + i, "b/" + i));
        }
        storage.driver().probe((call, path) -> assertThat(path.toString())
                .doesNotContain("/repositories/a", "/repositories/b-c"));

        assertThat(list("b/98", 10)).containsExactly("b/99");
    }

    @Test
    void readsNoFurtherThanItMust() throws Exception {
        for (int i = 0; i < 200; i++) {
            push(List.of("r" + i + "/x"));
        }
        int before = storage.driver().calls();

        repositories.list("", 3);

        assertThat(storage.driver().calls() - before).isLessThan(30);
    }

    private List<String> list(String after, int limit) throws RegistryException {
        return repositories.list(after, limit).items().stream()
                .map(RepositoryName::toString)
                .toList();
    }

    private void push(Iterable<String> names) throws StorageException {
        for (String name : names) {
            touch(StorageLayout.manifests(RepositoryName.parse(name)).resolve("revisions", "x"));
        }
    }

    private void touch(StoragePath path) throws StorageException {
        storage.driver().put(path, new byte[0]);
    }

    private static TreeSet<String> someNames(Random random, int count) {
        TreeSet<String> names = new TreeSet<>();
        while (names.size() < count) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                name.append("ab01-._/".charAt(random.nextInt(8)));
            }
            try {
                names.add(RepositoryName.parse(name.toString()).toString());
            } catch (IllegalArgumentException another) {
                continue;
            }
        }
        return names;
    }
}

package io.amphora.registry.core.tag;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.repository.StoredRepositories;
import io.amphora.registry.core.storage.HeapDriver;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a page costs in calls of the driver and in bytes that it gives: the same, however long the list is. */
final class ListCostTest {

    private static final int SHORT = 1_000;
    private static final int LONG = 100_000;
    private static final int LIMIT = 100;

    private static final RepositoryName REPOSITORY = RepositoryName.parse("a/b");
    private static final Digest MANIFEST = Digest.parse("sha256:" + "0".repeat(64));
    private static final Digest OTHER = Digest.parse("sha256:" + "1".repeat(64));

    /** What sorts around the slash, and begins a page's last name. */
    private static final List<String> ALIKE = List.of("n000499", "n000499-b", "n000499.b", "n0004990");

    private record Cost(int calls, long bytes) {}

    @Test
    void aPageOfTagsCostsTheSameInALongList() throws Exception {
        HeapStorage few = withTags(SHORT);
        HeapStorage many = withTags(LONG);

        for (String after : List.of("", "n000398", "n000499", "n000499-b", "n000700")) {
            Cost cost = costOfTags(few, after);

            assertThat(costOfTags(many, after)).as("after '%s'", after).isEqualTo(cost);
            // The list, a link for each tag and the one behind them, and the manifest's.
            assertThat(cost.calls()).isEqualTo(1 + LIMIT + 1 + 1);
        }
    }

    @Test
    void aPageOfRepositoriesCostsTheSameInALongList() throws Exception {
        HeapStorage few = withRepositories(SHORT);
        HeapStorage many = withRepositories(LONG);

        for (String after : List.of("", "n000398", "n000499", "n000499-b", "n000499/b", "n000700")) {
            Cost cost = costOfRepositories(few, after);

            assertThat(costOfRepositories(many, after)).as("after '%s'", after).isEqualTo(cost);
            // For each repository and the one behind them a look and the list of what lies below.
            assertThat(cost.calls()).isBetween(2 * LIMIT, 2 * LIMIT + 10);
        }
    }

    @Test
    void deletingAManifestTouchesItsOwnTagsOnly() throws Exception {
        assertThat(costOfDelete(withTags(LONG))).isEqualTo(costOfDelete(withTags(SHORT)));
    }

    private static Cost costOfTags(HeapStorage storage, String after) throws Exception {
        StoredTags tags = new StoredTags(new LeasedStorage(storage));
        return cost(storage.driver(), () -> {
            Slice<Tag> page = tags.list(REPOSITORY, after, LIMIT);
            assertThat(page.items()).hasSize(LIMIT);
            assertThat(page.more()).isTrue();
            return page;
        });
    }

    private static Cost costOfRepositories(HeapStorage storage, String after) throws Exception {
        StoredRepositories repositories = new StoredRepositories(new LeasedStorage(storage));
        return cost(storage.driver(), () -> {
            Slice<RepositoryName> page = repositories.list(after, LIMIT);
            assertThat(page.items()).hasSize(LIMIT);
            assertThat(page.more()).isTrue();
            return page;
        });
    }

    private static Cost costOfDelete(HeapStorage storage) throws Exception {
        try (StorageLease lease = storage.lease()) {
            for (String name : List.of("x", "y")) {
                TagLinks.announce(lease, REPOSITORY, Tag.parse(name), OTHER);
                TagLinks.point(lease, REPOSITORY, Tag.parse(name), OTHER);
            }
            Cost cost = cost(storage.driver(), () -> {
                TagLinks.deleteAll(lease, REPOSITORY, OTHER, (tags, change) -> change.run());
                return OTHER;
            });
            assertThat(TagLinks.read(lease, REPOSITORY, Tag.parse("x"))).isEmpty();
            return cost;
        }
    }

    private static Cost cost(HeapDriver driver, Callable<?> call) throws Exception {
        int calls = driver.calls();
        long bytes = driver.bytes();
        call.call();
        return new Cost(driver.calls() - calls, driver.bytes() - bytes);
    }

    private static HeapStorage withTags(int count) throws IOException {
        HeapStorage storage = new HeapStorage();
        for (int i = 0; i < count; i++) {
            tag(storage, name(i));
        }
        for (String name : ALIKE) {
            tag(storage, name);
        }
        write(storage, StorageLayout.revisionLink(REPOSITORY, MANIFEST));
        return storage;
    }

    private static void tag(HeapStorage storage, String name) throws StorageException {
        write(storage, StorageLayout.tagLink(REPOSITORY, Tag.parse(name)));
    }

    private static HeapStorage withRepositories(int count) throws IOException {
        HeapStorage storage = new HeapStorage();
        for (int i = 0; i < count; i++) {
            push(storage, name(i));
        }
        for (String name : ALIKE) {
            push(storage, name);
        }
        push(storage, "n000499/b");
        return storage;
    }

    private static void push(HeapStorage storage, String name) throws StorageException {
        write(storage, StorageLayout.revisionLink(RepositoryName.parse(name), MANIFEST));
    }

    private static void write(HeapStorage storage, StoragePath link) throws StorageException {
        storage.driver().put(link, MANIFEST.toString().getBytes(US_ASCII));
    }

    private static String name(int i) {
        return String.format("n%06d", i);
    }
}

package io.amphora.registry.core.tag;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredTagsTest {

    private static final RepositoryName REPOSITORY = RepositoryName.parse("a/b");
    private static final Digest MANIFEST = Digest.parse("sha256:" + "0".repeat(64));
    private static final Digest DELETED = Digest.parse("sha256:" + "1".repeat(64));

    private final HeapStorage storage = new HeapStorage();
    private final StoredTags tags = new StoredTags(new LeasedStorage(storage));

    @Test
    void sortsByBytes() throws IOException {
        tag(MANIFEST, "b", "a", "B", "1", "_", "a-1", "a.1", "a0");

        assertThat(list("", 100)).containsExactly("1", "B", "_", "a", "a-1", "a.1", "a0", "b");
    }

    @Test
    void leavesOutTagsWhoseManifestIsGone() throws IOException {
        tag(DELETED, "a", "c", "e");
        tag(MANIFEST, "b", "d");

        assertThat(tags.list(REPOSITORY, "", 2)).isEqualTo(new Slice<>(tags("b", "d"), false));
        assertThat(tags.list(REPOSITORY, "", 1)).isEqualTo(new Slice<>(tags("b"), true));
    }

    @Test
    void goesOnUntilItHasEnoughThatNameAManifest() throws IOException {
        storage.driver().largestPage(3);
        for (int i = 100; i < 200; i++) {
            tag(DELETED, "t" + i);
        }
        tag(MANIFEST, "t200", "t201");

        assertThat(tags.list(REPOSITORY, "", 2)).isEqualTo(new Slice<>(tags("t200", "t201"), false));
    }

    @Test
    void leavesOutTagsThatNameNothingAndForeignFiles() throws IOException {
        tag(MANIFEST, "a");
        storage.driver().put(StorageLayout.tags(REPOSITORY).resolve("no-current", "index", "x"), new byte[0]);
        storage.driver().put(StorageLayout.tags(REPOSITORY).resolve("-not-a-tag", "current", "link"), new byte[0]);

        assertThat(list("", 10)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:12", "odd:abc"})
    void leavesOutATagWhoseLinkIsBroken(String content) throws IOException {
        tag(MANIFEST, "a", "b", "c");
        storage.driver().put(StorageLayout.tagLink(REPOSITORY, Tag.parse("b")), content.getBytes(US_ASCII));
        storage.driver().put(StorageLayout.tagLink(REPOSITORY, Tag.parse("d")), new byte[1000]);

        assertThat(list("", 10)).containsExactly("a", "c");
    }

    @Test
    void deletesTheTagsOfAManifestBesideBrokenOnes() throws IOException {
        tag(MANIFEST, "a", "b");
        try (StorageLease lease = storage.lease()) {
            TagLinks.announce(lease, REPOSITORY, Tag.parse("a"), MANIFEST);
            TagLinks.announce(lease, REPOSITORY, Tag.parse("b"), MANIFEST);
            storage.driver().put(StorageLayout.tagged(REPOSITORY, MANIFEST).resolve("-odd"), new byte[0]);
            storage.driver().put(StorageLayout.tagLink(REPOSITORY, Tag.parse("a")), new byte[0]);

            TagLinks.deleteAll(lease, REPOSITORY, MANIFEST, (tags, change) -> change.run());

            assertThat(TagLinks.read(lease, REPOSITORY, Tag.parse("b"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void walksPageByPage(int limit) throws IOException {
        storage.driver().largestPage(2);
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            names.add((i % 3 == 0 ? "v" : "w-") + i);
        }
        tag(MANIFEST, names.toArray(String[]::new));

        List<String> walked = new ArrayList<>();
        Slice<Tag> slice = tags.list(REPOSITORY, "", limit);
        slice.items().forEach(tag -> walked.add(tag.toString()));
        while (slice.more()) {
            slice = tags.list(REPOSITORY, walked.get(walked.size() - 1), limit);
            assertThat(slice.items()).isNotEmpty();
            slice.items().forEach(tag -> walked.add(tag.toString()));
        }

        assertThat(walked).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zzz", "\u0000", "../..", "..", "\r\nX-Evil:1", "a/", "a~", "é", "b", "aa"})
    void row104BeginsBehindAnyText(String after) throws IOException {
        TreeSet<String> names = new TreeSet<>(List.of("a", "a-1", "a.1", "b", "c", "Z", "0"));
        tag(MANIFEST, names.toArray(String[]::new));

        assertThat(list(after, 100)).containsExactlyElementsOf(names.tailSet(after, false));
        assertThat(list("a".repeat(10_000), 100)).containsExactly("b", "c");
    }

    @Test
    void row105SaysThatThereIsNoSuchRepository() throws IOException {
        assertThatThrownBy(() -> tags.list(RepositoryName.parse("x/y"), "", 1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_layers", "_uploads", "_manifests"})
    void listsNothingInARepositoryWithoutTags(String part) throws IOException {
        storage.driver().put(StorageLayout.repository(REPOSITORY).resolve(part, "x", "y"), new byte[0]);

        assertThat(tags.list(REPOSITORY, "", 1)).isEqualTo(new Slice<>(List.of(), false));
    }

    @Test
    void row106EndsWhileTagsComeAndGo() throws IOException {
        tag(MANIFEST, "a", "c", "e", "g");
        List<String> walked = new ArrayList<>();

        String after = "";
        Slice<Tag> slice = tags.list(REPOSITORY, after, 1);
        while (!slice.items().isEmpty()) {
            after = slice.items().get(0).toString();
            walked.add(after);
            storage.driver().delete(List.of(StorageLayout.tag(REPOSITORY, Tag.parse(after))));
            tag(MANIFEST, "0" + walked.size());
            slice = tags.list(REPOSITORY, after, 1);
        }

        assertThat(walked).containsExactly("a", "c", "e", "g");
    }

    private List<String> list(String after, int limit) throws RegistryException {
        return tags.list(REPOSITORY, after, limit).items().stream()
                .map(Tag::toString)
                .toList();
    }

    private void tag(Digest manifest, String... names) throws IOException {
        try (StorageLease lease = storage.lease()) {
            Links.write(lease, StorageLayout.revisionLink(REPOSITORY, MANIFEST), MANIFEST);
            for (String name : names) {
                TagLinks.point(lease, REPOSITORY, Tag.parse(name), manifest);
            }
        }
    }

    private static List<Tag> tags(String... names) {
        return List.of(names).stream().map(Tag::parse).toList();
    }
}

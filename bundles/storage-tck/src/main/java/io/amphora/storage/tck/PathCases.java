package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a store keeps, and keeps apart. */
abstract class PathCases extends ContractCase {

    PathCases(StoreSource source) {
        super(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "/2",
                "/aa",
                "/a.a",
                "/0-9/abcdefg",
                "/abcdefg/z.75",
                "/abc/1.2.3.4.5-6_zyx/123.z/4",
                "/docker/docker-registry",
                "/123.abc",
                "/abc./abc",
                "/.abc",
                "/a--b",
                "/a-.b",
                "/_.abc",
                "/Docker/docker-registry",
                "/Abc/Cba",
                "/...",
                "/tmp/lock"
            })
    void keepsContentUnder(String text) throws IOException {
        byte[] content = Bytes.random(1, 64);

        driver().put(path(text), content);

        assertThat(driver().get(path(text), 64)).isEqualTo(content);
    }

    @Test
    void keepsLongestSegment() throws IOException {
        StoragePath path = StoragePath.ROOT.resolve("s".repeat(StoragePath.MAX_SEGMENT));
        StoragePath sibling = StoragePath.ROOT.resolve("s".repeat(StoragePath.MAX_SEGMENT - 1) + "t");
        driver().put(path, Bytes.ascii("small"));
        commit(sibling, Bytes.ascii("streamed"));

        StorageWriter writer = driver().write(path, path);
        Bytes.write(writer, Bytes.ascii("unfinished"));
        Mark mark = writer.checkpoint();
        writer.close();

        assertThat(driver().list(StoragePath.ROOT, "", 5).names()).containsExactly(path.name(), sibling.name());
        try (StorageWriter again = driver().resume(path, mark)) {
            again.commit(path);
        }
        assertThat(Bytes.readAll(driver(), path)).isEqualTo(Bytes.ascii("unfinished"));
        assertThat(Bytes.readAll(driver(), sibling)).isEqualTo(Bytes.ascii("streamed"));
    }

    @Test
    void keepsLongestPath() throws IOException {
        String text = ("/" + "d".repeat(99)).repeat(9);
        StoragePath path = path(text);
        StoragePath deep = path("/x".repeat(StoragePath.MAX_LENGTH / 2));
        assertThat(text).hasSize(StoragePath.MAX_LENGTH);

        driver().put(path, Bytes.ascii("1"));
        commit(path, Bytes.ascii("2"));
        commit(deep, Bytes.ascii("3"));

        assertThat(driver().get(path, 1)).isEqualTo(Bytes.ascii("2"));
        assertThat(driver().get(deep, 1)).isEqualTo(Bytes.ascii("3"));
        assertThat(driver().list(path.parent().orElseThrow(), "", 5).names()).containsExactly("d".repeat(99));
    }

    @Test
    void keepsNamesApartThatSomeFileSystemsMerge() throws IOException {
        List<String> names = List.of("Latest", "latest", "v1", "v1.", "v1..");
        for (String name : names) {
            driver().put(path("/tags").resolve(name), Bytes.ascii(name));
        }

        for (String name : names) {
            assertThat(driver().get(path("/tags").resolve(name), 10)).isEqualTo(Bytes.ascii(name));
        }
        assertThat(driver().list(path("/tags"), "", 10).names()).containsExactlyElementsOf(names);
    }

    @Test
    void refusesRootWhereItIsNoContent() {
        StoragePath root = StoragePath.ROOT;
        StoragePath path = path("/a");

        assertThatIllegalArgumentException().isThrownBy(() -> driver().get(root, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().put(root, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().create(root, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().read(root, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().write(root, path));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().write(path, root));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().resume(root, new Mark(0, new byte[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().move(root, path));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().move(path, root));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().delete(List.of(path, root)));
    }
}

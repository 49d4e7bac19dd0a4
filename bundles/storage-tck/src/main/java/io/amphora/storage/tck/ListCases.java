package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Lists: the names of the direct children, in the order of their bytes, page by page. */
abstract class ListCases extends ContractCase {

    private static final StoragePath DIR = StoragePath.parse("/parent/dir");

    /** Names that begin alike, in the order of their bytes; several sort around the slash. */
    private static final List<String> ALIKE =
            List.of("-", ".a", "A", "_", "a", "a-b", "a.b", "a0", "aa", "v1", "v1-alpine", "v1.2");

    ListCases(StoreSource source) {
        super(source);
    }

    @Test
    void emptyRootHasAnEmptyPage() throws IOException {
        assertThat(driver().list(StoragePath.ROOT, "", 10)).isEqualTo(new Page(List.of(), false));
    }

    @Test
    void missingDirectoryIsNotFound() throws IOException {
        driver().put(path("/parent/dirs/x"), Bytes.ascii("x"));

        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().list(DIR, "", 10))
                .satisfies(e -> assertThat(e.path()).isEqualTo(DIR));
    }

    @Test
    void contentIsNoDirectory() throws IOException {
        driver().put(DIR, Bytes.ascii("x"));

        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().list(DIR, "", 10));
    }

    @Test
    void listsEachLevelByItself() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            names.add("n" + i);
            driver().put(DIR.resolve("n" + i), Bytes.random(i, 32));
        }

        assertThat(driver().list(StoragePath.ROOT, "", 99).names()).containsExactly("parent");
        assertThat(driver().list(path("/parent"), "", 99).names()).containsExactly("dir");
        assertThat(driver().list(DIR, "", 99).names()).containsExactlyElementsOf(names);
    }

    @Test
    void pagesOfEverySizeHoldContentsThatBeginAlike() throws IOException {
        for (String name : ALIKE) {
            driver().put(DIR.resolve(name), Bytes.ascii(name));
        }

        pageThrough(DIR, ALIKE);
    }

    @Test
    void pagesOfEverySizeHoldDirectoriesThatBeginAlike() throws IOException {
        for (String name : ALIKE) {
            driver().put(DIR.resolve(name, "x"), Bytes.ascii(name));
            driver().put(DIR.resolve(name, "y", "z"), Bytes.ascii(name));
        }

        pageThrough(DIR, ALIKE);
    }

    @Test
    void pagesOfEverySizeHoldAMixtureAtTheRoot() throws IOException {
        for (String name : ALIKE) {
            boolean directory = name.length() % 2 == 1;
            StoragePath child = StoragePath.ROOT.resolve(name);
            driver().put(directory ? child.resolve("x") : child, Bytes.ascii(name));
        }

        pageThrough(StoragePath.ROOT, ALIKE);
    }

    @Test
    void beginsAfterNamesThatDoNotExist() throws IOException {
        for (String name : ALIKE) {
            driver().put(DIR.resolve(name, "x"), Bytes.ascii(name));
        }

        for (String after : List.of("a-", "a/", "a/x", "a.", "a00", "~", "", "\u0000", "v1-", "v1.", "v1/", "é")) {
            List<String> expected =
                    ALIKE.stream().filter(name -> name.compareTo(after) > 0).toList();
            assertThat(driver().list(DIR, after, 99).names())
                    .as("after '%s'", after)
                    .isEqualTo(expected);
        }
    }

    @Test
    void refusesPagesWithoutRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> driver().list(StoragePath.ROOT, "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> driver().list(StoragePath.ROOT, "", -1));
    }

    @Test
    void takesTheLargestLimit() throws IOException {
        driver().put(DIR, Bytes.ascii("x"));

        assertThat(driver().list(path("/parent"), "", Integer.MAX_VALUE)).isEqualTo(new Page(List.of("dir"), false));
    }

    @Test
    void moreThanAThousandChildren() throws Exception {
        int count = Sizes.pick(1_010, 12_000);
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add("child-" + i);
        }
        List<String> all = List.copyOf(names);
        try (Threads threads = new Threads()) {
            threads.race(10, number -> {
                for (int i = number; i < count; i += 10) {
                    driver().put(DIR.resolve(all.get(i)), Bytes.ascii("c"));
                }
                return number;
            });
        }

        assertThat(pages(DIR, 100)).isEqualTo(all);
        assertThat(pages(DIR, 1_000)).isEqualTo(all);
        assertThat(driver().list(DIR, "", count)).isEqualTo(new Page(all, false));
        driver().delete(List.of(DIR));
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> driver().get(DIR.resolve(all.get(count - 1)), 1));
    }

    @Test
    void longListsShowEveryChangeAtOnce() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            names.add("n" + i);
            driver().put(DIR.resolve("n" + i), Bytes.ascii("x"));
        }

        for (int i = 0; i < 50; i++) {
            assertThat(pages(DIR, 150)).containsExactlyElementsOf(names);
            driver().put(DIR.resolve("new" + i), Bytes.ascii("x"));
            names.add("new" + i);
            assertThat(pages(DIR, 150)).containsExactlyElementsOf(names);
            driver().delete(List.of(DIR.resolve("n" + i)));
            names.remove("n" + i);
        }
    }

    private void pageThrough(StoragePath directory, List<String> expected) throws IOException {
        for (int limit = 1; limit <= expected.size() + 1; limit++) {
            assertThat(pages(directory, limit)).as("pages of %d", limit).isEqualTo(expected);
        }
        for (int i = 0; i < expected.size(); i++) {
            List<String> rest = expected.subList(i + 1, expected.size());
            assertThat(driver().list(directory, expected.get(i), 99)).isEqualTo(new Page(rest, false));
        }
    }

    private List<String> pages(StoragePath directory, int limit) throws IOException {
        List<String> names = new ArrayList<>();
        String after = "";
        boolean more = true;
        while (more) {
            Page page = driver().list(directory, after, limit);
            assertThat(page.names()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.more() && page.names().isEmpty())
                    .as("an empty page before others")
                    .isFalse();
            names.addAll(page.names());
            more = page.more();
            after = more ? page.names().get(page.names().size() - 1) : after;
        }
        return names;
    }
}

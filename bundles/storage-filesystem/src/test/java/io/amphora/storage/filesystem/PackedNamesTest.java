package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class PackedNamesTest {

    private static final String ALPHABET = "-.019AZ_az";

    private final Random random = new Random(17);

    private String text(String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static PackedNames pack(Iterable<String> names) {
        try (NamePacker packer = new NamePacker(1 << 20, new Semaphore(1))) {
            names.forEach(packer::add);
            return packer.packed().orElseThrow();
        }
    }

    private static List<String> walk(PackedNames names, int limit) {
        List<String> walked = new ArrayList<>();
        Page page = names.page("", limit);
        walked.addAll(page.names());
        while (page.more()) {
            assertThat(page.names()).hasSize(limit);
            page = names.page(walked.get(walked.size() - 1), limit);
            walked.addAll(page.names());
        }
        return walked;
    }

    @Test
    void hasNothingInNothing() {
        assertThat(PackedNames.of(List.of()).page("", 1)).isEqualTo(new Page(List.of(), false));
    }

    @Test
    void keepsNamesThatBeginAlikeInTheOrderOfTheirBytes() {
        List<String> alike = List.of("-", ".a", "A", "_", "a", "a-b", "a.b", "a0", "aa", "v1", "v1-alpine", "v1.2");
        PackedNames names = PackedNames.of(alike);

        for (int limit = 1; limit <= alike.size(); limit++) {
            assertThat(walk(names, limit)).isEqualTo(alike);
        }
    }

    @Test
    void findsWhatLiesBehindAnyText() {
        TreeSet<String> names = new TreeSet<>();
        while (names.size() < 10_000) {
            names.add(text(ALPHABET, 6));
        }
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        PackedNames packed = pack(shuffled);

        assertThat(walk(packed, 777)).containsExactlyElementsOf(names);
        for (int i = 0; i < 1_000; i++) {
            String after = text(ALPHABET + "~/é\u0000", 6);
            List<String> behind = names.tailSet(after, false).stream().limit(3).toList();
            assertThat(packed.page(after, 3).names()).as("after '%s'", after).isEqualTo(behind);
        }
        assertThat(packed.page("", Integer.MAX_VALUE).names()).containsExactlyElementsOf(names);
    }

    @Test
    void keepsTheLongestNames() {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            names.add("n".repeat(252) + (100 + i));
        }

        assertThat(walk(pack(names), 7)).containsExactlyElementsOf(names);
    }

    @Test
    void takesLittleMoreThanItsCharacters() {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 100_000; i < 200_000; i++) {
            names.add("v1." + i);
        }

        assertThat(pack(names).size()).isBetween(1_000_000L, 1_010_000L);
    }
}

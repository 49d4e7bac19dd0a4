package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a page is a scan of its directory, and when it comes from an index of the names. */
final class ListingTest {

    private static final int COUNT = 1_000;
    private static final long MOST = 1 << 20;
    private static final Duration LATER = Duration.ofMinutes(1);

    @TempDir
    private Path root;

    private final List<Path> scanned = new ArrayList<>();
    private Runnable duringScan = () -> {};
    private Duration ahead = LATER;
    private Path directory;
    private Listing listing;

    @BeforeEach
    void fill() throws IOException {
        directory = fill("tags", COUNT);
        listing = listing(MOST);
    }

    private Path fill(String name, int count) throws IOException {
        Path filled = Files.createDirectory(root.resolve(name));
        for (int i = 0; i < count; i++) {
            Files.createFile(filled.resolve("t" + (10_000 + i)));
        }
        return filled;
    }

    private Listing listing(long most) {
        return new Listing(this::scan, () -> Instant.now().plus(ahead), most);
    }

    private void scan(Path from, Consumer<String> to) throws IOException {
        scanned.add(from);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            entries.forEach(entry -> to.accept(entry.getFileName().toString()));
        }
        duringScan.run();
    }

    private List<String> walk(Path from) throws IOException {
        List<String> names = new ArrayList<>();
        Page page = listing.list(from, "", 100);
        names.addAll(page.names());
        while (page.more()) {
            page = listing.list(from, names.get(names.size() - 1), 100);
            names.addAll(page.names());
        }
        return names;
    }

    private void add(String name) {
        try {
            Files.createFile(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void manyPagesCostOneScan() throws IOException {
        assertThat(walk(directory)).hasSize(COUNT).isSorted();
        assertThat(walk(directory)).hasSize(COUNT).isSorted();

        assertThat(scanned).hasSize(1);
    }

    @Test
    void aChangeByAnotherProcessCostsOneMore() throws IOException {
        walk(directory);

        add("new");
        Files.delete(directory.resolve("t10000"));

        assertThat(walk(directory)).hasSize(COUNT).contains("new").doesNotContain("t10000");
        assertThat(scanned).hasSize(2);
    }

    @Test
    void aTimeThatIsSetBackHidesNoChange() throws IOException {
        walk(directory);
        FileTime before = Files.getLastModifiedTime(directory);

        add("new");
        Files.setLastModifiedTime(directory, before);

        assertThat(walk(directory)).contains("new");
    }

    @Test
    void anotherDirectoryInThePlaceIsScanned() throws IOException {
        walk(directory);

        Files.move(directory, root.resolve("away"));
        fill("tags", 3);

        assertThat(walk(directory)).hasSize(3);
    }

    @Test
    void anIndexMadeInTheTickOfTheLastChangeIsNotKept() throws IOException {
        ahead = Duration.ZERO;
        Instant changed = DirectoryState.of(directory).changed().toInstant();
        listing = new Listing(this::scan, () -> changed.plusMillis(20), MOST);

        listing.list(directory, "", 10);
        listing.list(directory, "", 10);

        assertThat(scanned).hasSize(2);
    }

    @Test
    void aClockBehindTheDirectorysTimeIsNotTrusted() throws IOException {
        ahead = LATER.negated();

        listing.list(directory, "", 10);
        listing.list(directory, "", 10);

        assertThat(scanned).hasSize(2);
    }

    @Test
    void wholeSecondsAreTrustedAfterSeconds() {
        Instant whole = Instant.parse("2026-11-24T00:00:00Z");
        DirectoryState coarse = new DirectoryState("d", FileTime.from(whole));
        DirectoryState fine = new DirectoryState("d", FileTime.from(whole.plusNanos(1)));

        assertThat(coarse.isSettled(whole.plusMillis(2_000))).isFalse();
        assertThat(coarse.isSettled(whole.plusMillis(2_100))).isTrue();
        assertThat(fine.isSettled(whole.plusMillis(100))).isFalse();
        assertThat(fine.isSettled(whole.plusMillis(101))).isTrue();
    }

    @Test
    void whatChangesDuringTheScanIsNotKept() throws IOException {
        duringScan = () -> add("during" + scanned.size());
        listing.list(directory, "", 10);
        duringScan = () -> {};

        assertThat(walk(directory)).contains("during1");
        assertThat(scanned).hasSize(2);
    }

    @Test
    void whatNobodyAskedForLongestGoesFirst() throws IOException {
        listing = listing(2 * (PackedNames.size(COUNT, COUNT * 6) + NameIndexes.OVERHEAD));
        Path second = fill("second", COUNT);
        Path third = fill("third", COUNT);
        walk(directory);
        walk(second);
        walk(directory);
        walk(third);
        scanned.clear();

        walk(directory);
        walk(third);
        assertThat(scanned).isEmpty();
        walk(second);
        assertThat(scanned).containsExactly(second);
    }

    @Test
    void whatIsTooLargeIsScannedForEachPage() throws IOException {
        listing = listing(PackedNames.size(COUNT, COUNT * 6) + NameIndexes.OVERHEAD - 1);

        assertThat(walk(directory)).hasSize(COUNT).isSorted();

        assertThat(scanned).hasSize(COUNT / 100);
    }

    @Test
    void whatFitsExactlyIsKept() throws IOException {
        listing = listing(PackedNames.size(COUNT, COUNT * 6) + NameIndexes.OVERHEAD);

        assertThat(walk(directory)).hasSize(COUNT);

        assertThat(scanned).hasSize(1);
    }

    @Test
    void withoutBytesThereIsNoIndex() throws IOException {
        listing = listing(0);

        assertThat(walk(directory)).hasSize(COUNT).isSorted();

        assertThat(scanned).hasSize(COUNT / 100);
    }

    @Test
    void fewNamesNeedNoIndex() throws IOException {
        Path few = fill("few", NamePacker.FEW - 1);

        walk(few);
        walk(few);

        assertThat(scanned).hasSize(6);
    }

    @Test
    void onePacksAtATime() {
        Semaphore permit = new Semaphore(1);
        try (NamePacker first = new NamePacker(MOST, permit);
                NamePacker second = new NamePacker(MOST, permit)) {
            for (int i = 0; i < COUNT; i++) {
                first.add("a" + i);
                second.add("b" + i);
            }

            assertThat(first.packed()).isPresent();
            assertThat(second.packed()).isEmpty();
        }
        assertThat(permit.availablePermits()).isOne();
    }

    @Test
    void bytesAreCountedAsTheyComeAndGo() {
        NameIndexes indexes = new NameIndexes(1 << 20);
        DirectoryState state = new DirectoryState("d", FileTime.fromMillis(1));
        PackedNames names = PackedNames.of(List.of("a", "b"));

        indexes.keep(directory, state, names);
        indexes.keep(directory, state, names);
        assertThat(indexes.size()).isEqualTo(names.size() + NameIndexes.OVERHEAD);

        assertThat(indexes.find(directory, new DirectoryState("d", FileTime.fromMillis(2))))
                .isEmpty();
        assertThat(indexes.size()).isZero();
    }
}

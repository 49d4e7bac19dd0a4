package io.amphora.storage.filesystem;

import io.amphora.storage.Page;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists directories page by page. The file system keeps no order, so a page costs a scan of the directory, which leaves an
 * index of its names behind; later pages come from there for as long as the directory's state is the same. Thread-safe.
 */
final class Listing {

    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private final Scan scan;
    private final InstantSource clock;
    private final long most;
    private final NameIndexes indexes;
    private final Semaphore packing = new Semaphore(1);
    private final AtomicBoolean told = new AtomicBoolean();

    /** Finds all names in a directory, in any order. */
    @FunctionalInterface
    interface Scan {
        void names(Path directory, Consumer<String> to) throws IOException;
    }

    /** With so many bytes for indexes at most; none without. */
    Listing(long most) {
        this(Listing::scan, InstantSource.system(), most);
    }

    Listing(Scan scan, InstantSource clock, long most) {
        this.scan = scan;
        this.clock = clock;
        this.most = most;
        this.indexes = new NameIndexes(most);
    }

    /** The names in a directory behind a text that are paths' segments. */
    Page list(Path directory, String after, int limit) throws IOException {
        if (most == 0) {
            SmallestNames smallest = new SmallestNames(after, limit);
            scan.names(directory, smallest::offer);
            return smallest.page();
        }
        DirectoryState state = DirectoryState.of(directory);
        Optional<PackedNames> known = indexes.find(directory, state);
        return known.isPresent() ? known.get().page(after, limit) : scan(directory, state, after, limit);
    }

    private Page scan(Path directory, DirectoryState state, String after, int limit) throws IOException {
        SmallestNames smallest = new SmallestNames(after, limit);
        if (!state.isSettled(clock.instant())) {
            scan.names(directory, smallest::offer);
            return smallest.page();
        }
        try (NamePacker packer = new NamePacker(most - NameIndexes.OVERHEAD, packing)) {
            scan.names(directory, name -> {
                smallest.offer(name);
                packer.add(name);
            });
            // What changed meanwhile shows: the state is that from before.
            packer.packed().ifPresent(names -> indexes.keep(directory, state, names));
            if (packer.isTooLarge() && !told.getAndSet(true)) {
                LOG.warn("The names in {} need more than listIndexBytes: each page of its list is a scan", directory);
            }
        }
        return smallest.page();
    }

    private static void scan(Path directory, Consumer<String> to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (StoragePath.isSegment(name)) {
                    to.accept(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}

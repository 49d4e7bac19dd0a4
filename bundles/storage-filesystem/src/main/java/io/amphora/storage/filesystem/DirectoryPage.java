package io.amphora.storage.filesystem;

import io.amphora.storage.Page;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** One page of a directory: the file system keeps no order, so one scan keeps the smallest names after a given one. */
final class DirectoryPage {

    private final String after;
    private final int limit;

    /** The largest kept name first. */
    private final PriorityQueue<String> smallest = new PriorityQueue<>(Comparator.reverseOrder());

    private boolean more;

    private DirectoryPage(String after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    static Page of(Path directory, String after, int limit) throws IOException {
        DirectoryPage page = new DirectoryPage(after, limit);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                page.offer(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return page.sorted();
    }

    private void offer(String name) {
        if (name.compareTo(after) <= 0 || !StoragePath.isSegment(name)) {
            return;
        }
        if (smallest.size() < limit) {
            smallest.add(name);
            return;
        }
        more = true;
        if (name.compareTo(smallest.element()) < 0) {
            smallest.remove();
            smallest.add(name);
        }
    }

    private Page sorted() {
        List<String> names = new ArrayList<>(smallest);
        Collections.sort(names);
        return new Page(names, more);
    }
}

package io.amphora.storage.filesystem;

import io.amphora.storage.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Of names that come in any order, the smallest behind a text. */
final class SmallestNames {

    private final String after;
    private final int limit;

    /** The largest kept name first. */
    private final PriorityQueue<String> smallest = new PriorityQueue<>(Comparator.reverseOrder());

    private boolean more;

    SmallestNames(String after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    void offer(String name) {
        if (name.compareTo(after) <= 0) {
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

    Page page() {
        List<String> names = new ArrayList<>(smallest);
        Collections.sort(names);
        return new Page(names, more);
    }
}

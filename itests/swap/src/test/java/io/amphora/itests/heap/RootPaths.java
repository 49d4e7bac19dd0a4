package io.amphora.itests.heap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shortest ways from the roots of a heap to the instances of a class. */
public final class RootPaths {

    private final HeapDump heap;
    private final Map<Long, Long> cameFrom = new HashMap<>();

    /** Looks at everything that can be reached. */
    public RootPaths(HeapDump heap) {
        this.heap = heap;
        Deque<Long> next = new ArrayDeque<>(heap.roots().keySet());
        next.forEach(root -> cameFrom.put(root, 0L));
        while (!next.isEmpty()) {
            long object = next.remove();
            for (long referred : heap.references(object).keySet()) {
                if (referred != 0 && cameFrom.putIfAbsent(referred, object) == null) {
                    next.add(referred);
                }
            }
        }
    }

    /** One way to each instance, from the root to the instance. */
    public List<String> to(String className) {
        List<String> paths = new ArrayList<>();
        for (long object : cameFrom.keySet()) {
            if (heap.describe(object).equals(className)) {
                paths.add(path(object));
            }
        }
        return paths;
    }

    private String path(long object) {
        long from = cameFrom.get(object);
        if (from == 0) {
            return "root (" + heap.roots().get(object) + ") " + heap.describe(object);
        }
        return path(from) + " ." + heap.references(from).get(object) + " -> " + heap.describe(object);
    }
}

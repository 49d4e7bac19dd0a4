package io.amphora.itests.swap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long requests waited for the registry, by what went on meanwhile. Thread-safe. */
final class Waits {

    /** What is said of requests that met no swap. */
    static final String CALM = "no swap";

    /** Of the waits of a kind: how many, and how long in milliseconds. */
    record Figures(int count, long p50, long p99, long max) {

        @Override
        public String toString() {
            return String.format("%6d requests, p50 %4d ms, p99 %5d ms, max %5d ms", count, p50, p99, max);
        }
    }

    private final Map<String, List<Long>> nanos = new TreeMap<>();

    synchronized void add(String kind, long wait) {
        nanos.computeIfAbsent(kind, name -> new ArrayList<>()).add(wait);
    }

    synchronized Map<String, Figures> figures() {
        Map<String, Figures> figures = new TreeMap<>();
        nanos.forEach((kind, waits) -> figures.put(kind, figures(waits)));
        return figures;
    }

    private static Figures figures(List<Long> waits) {
        List<Long> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return new Figures(sorted.size(), at(sorted, 50), at(sorted, 99), at(sorted, 100));
    }

    private static long at(List<Long> sorted, int percent) {
        int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        return Duration.ofNanos(sorted.get(index)).toMillis();
    }
}

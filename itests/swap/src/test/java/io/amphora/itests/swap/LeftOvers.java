package io.amphora.itests.swap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What remains of drivers that went: leases, threads, open files, objects and classes. */
final class LeftOvers {

    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path DUMP = Path.of("target", "left-over.hprof");
    private static final String THREADS = "amphora-storage";
    private static final int HISTOGRAM_LINES = 30;

    private final JavaProcess process;
    private final Administrator administrator;
    private final Path store;
    private final List<String> threadsBefore;
    private final Set<String> filesBefore;

    /** Takes what is there now for what may be there at rest. */
    LeftOvers(JavaProcess process, Administrator administrator, Path store) throws IOException {
        this.process = process;
        this.administrator = administrator;
        this.store = store;
        this.threadsBefore = process.threads(THREADS);
        this.filesBefore = process.openFiles(store);
    }

    /** Fails when something is still there after a while, with what holds it as far as can be told. */
    void awaitNone() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<String> found = find();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP_NANOS);
            found = find();
        }
        if (!found.isEmpty()) {
            process.dumpHeap(DUMP);
            throw new AssertionError("left after " + LIMIT + ":\n" + String.join("\n", found) + "\nheap dump: "
                    + DUMP.toAbsolutePath() + "\n" + process.histogram(HISTOGRAM_LINES));
        }
    }

    private List<String> find() throws Exception {
        process.collectGarbage();
        List<String> found = new ArrayList<>(administrator.left());
        administrator.drivers().stream()
                .filter(row ->
                        row.leases() > 0 || !Set.of("active", "available").contains(row.state()))
                .forEach(row -> found.add("driver in use: " + row.line()));
        List<String> threads = new ArrayList<>(process.threads(THREADS));
        threadsBefore.forEach(threads::remove);
        threads.forEach(thread -> found.add("thread " + thread));
        Set<String> files = process.openFiles(store);
        files.removeAll(filesBefore);
        files.forEach(file -> found.add("open file " + file));
        return found;
    }
}

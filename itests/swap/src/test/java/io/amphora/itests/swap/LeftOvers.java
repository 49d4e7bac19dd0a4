package io.amphora.itests.swap;

import io.amphora.itests.heap.HeapDump;
import io.amphora.itests.heap.RootPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What remains of drivers that went: leases, threads, open files, objects and classes. */
final class LeftOvers {

    private static final System.Logger LOG = System.getLogger("left over");
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final Path DUMP = Path.of("target", "left-over.hprof");
    private static final String THREADS = "amphora-storage";
    private static final Set<String> AT_REST = Set.of("active", "available");
    private static final Pattern CLASS = Pattern.compile("class (\\S+)$");

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
        Duration took = LIMIT.minusNanos(deadline - System.nanoTime());
        LOG.log(System.Logger.Level.INFO, "left after " + took.toMillis() + " ms: " + found);
        if (!found.isEmpty()) {
            throw new AssertionError("left after " + LIMIT + ":\n" + String.join("\n", found) + "\n" + holders(found));
        }
    }

    /** Who holds what is left, and what is still in use: a way from a root of the heap to each. */
    private String holders(List<String> found) throws IOException {
        process.dumpHeap(DUMP);
        RootPaths paths = new RootPaths(HeapDump.read(DUMP));
        StringBuilder text = new StringBuilder("heap dump: " + DUMP.toAbsolutePath() + "; held there:\n");
        found.stream()
                .map(CLASS::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .distinct()
                .flatMap(name -> Stream.of(name, "class " + name))
                .flatMap(name -> paths.to(name).stream())
                .forEach(path -> text.append(path).append('\n'));
        return text.toString();
    }

    /** Asks for the list of drivers last: that uses threads which stay for a second. */
    private List<String> find() throws Exception {
        List<String> found = new ArrayList<>();
        List<String> threads = new ArrayList<>(process.threads(THREADS));
        threadsBefore.forEach(threads::remove);
        threads.forEach(thread -> found.add("thread " + thread));
        Set<String> files = process.openFiles(store);
        files.removeAll(filesBefore);
        files.forEach(file -> found.add("open file " + file));
        process.collectGarbage();
        found.addAll(administrator.left());
        administrator.drivers().stream()
                .filter(row -> row.leases() > 0 || !AT_REST.contains(row.state()))
                .forEach(row -> found.add("driver in use: " + row.line()));
        return found;
    }
}

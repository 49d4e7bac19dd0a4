package io.amphora.itests.swap;

import io.amphora.itests.distribution.ServerLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run did and measured, as text. */
final class Report {

    private static final System.Logger LOG = System.getLogger("swaps under load");
    private static final Pattern MOVES = Pattern.compile("has gone after .* users (\\d+) move");
    private static final int MOST_FAILURES = 40;

    private final Scene scene;
    private final ServerLog log;

    Report(Scene scene, ServerLog log) {
        this.scene = scene;
        this.log = log;
    }

    /** Writes it to where the build shows it. */
    void publish() {
        LOG.log(System.Logger.Level.INFO, text());
    }

    private String text() {
        StringBuilder text = new StringBuilder("\n");
        section(text, "requests and what became of them", scene.counts());
        Map<String, String> swaps = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            swaps.put(kind.toString(), swaps(kind));
        }
        section(text, "swaps", swaps);
        section(text, "waits of requests that met", scene.waits().figures());
        text.append("moves: ").append(moves()).append('\n');
        text.append("failures: ").append(scene.failures().size()).append('\n');
        scene.failures().stream()
                .limit(MOST_FAILURES)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private String swaps(Kind kind) {
        List<Swap> all = scene.timeline().all().stream()
                .filter(swap -> swap.kind() == kind)
                .toList();
        long longest =
                all.stream().mapToLong(swap -> swap.took().toMillis()).max().orElse(0);
        int pulls = all.stream().mapToInt(Swap::pulls).min().orElse(0);
        int patches = all.stream().mapToInt(Swap::patches).min().orElse(0);
        return all.size() + ", the longest took " + longest + " ms; in mid-stream at least " + pulls + " pulls and "
                + patches + " PATCHes";
    }

    private static void section(StringBuilder text, String title, Map<String, ?> lines) {
        text.append(title).append('\n');
        lines.forEach((name, value) -> text.append(String.format("  %-40s %s%n", name, value)));
    }

    /** How many readers and writers went from one driver to the next, as the registry logged it. */
    private long moves() {
        return log.since(0).stream()
                .map(MOVES::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }
}

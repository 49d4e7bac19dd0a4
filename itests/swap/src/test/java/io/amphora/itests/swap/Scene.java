package io.amphora.itests.swap;

import io.amphora.itests.swap.Transfer.Direction;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What the clients of a run and the administrator share: who is on the way, what was counted, what went wrong. */
final class Scene {

    /** Less what clocks may differ. */
    private static final Duration DRAIN = Kind.DRAIN.minusMillis(200);
    /** How long after a swap a slow client may see a cut that was made in it: it first gets what sockets hold. */
    private static final Duration SLACK = Duration.ofSeconds(Transfer.IN_SOCKETS / Rate.SLOW.bytesPerSecond());

    private final Timeline timeline = new Timeline();
    private final Waits waits = new Waits();
    private final Set<Transfer> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile boolean over;

    Timeline timeline() {
        return timeline;
    }

    Waits waits() {
        return waits;
    }

    Transfer begin(Direction direction, boolean slow, long size) {
        Transfer transfer = new Transfer(direction, slow, size, timeline);
        open.add(transfer);
        return transfer;
    }

    /** A request has its answer, or was cut. */
    void end(Transfer transfer) {
        open.remove(transfer);
        List<Swap> met = timeline.during(transfer.began(), System.nanoTime());
        met.forEach(swap -> waits.add(swap.kind().toString(), transfer.waitAt(swap)));
        if (met.isEmpty()) {
            waits.add(Waits.CALM, transfer.longestWait());
        }
    }

    /** A transfer has ended as it should: counts the swaps that went on below it. */
    void outlived(Transfer transfer) {
        List<Swap> met = timeline.during(transfer.began(), System.nanoTime());
        met.stream().filter(swap -> swap.from() > transfer.began()).forEach(swap -> count("outlived " + swap.kind()));
    }

    /**
     * Judges a connection that broke.
     *
     * @throws AssertionError if nothing that went on allows it
     */
    void cut(Transfer transfer, String what, Exception cause) {
        long now = System.nanoTime();
        boolean allowed = timeline.all().stream().anyMatch(swap -> swap.mayCut(transfer.began(), now, DRAIN, SLACK));
        if (!allowed) {
            throw new AssertionError(what + " was cut: " + transfer + ": " + cause + "; " + meanwhile(transfer));
        }
        count("cut by service updates");
    }

    /** The swaps that a transfer met, for a message. */
    String meanwhile(Transfer transfer) {
        return "swaps meanwhile: " + timeline.during(transfer.began(), System.nanoTime());
    }

    int midStream(Direction direction, Duration age) {
        return (int) open.stream()
                .filter(transfer -> transfer.isMidStream(direction, age))
                .count();
    }

    void count(String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }

    /** What a client saw that must not be, with when and during what. */
    void failed(String client, Throwable fault) {
        long now = System.nanoTime();
        failures.add(
                LocalTime.now() + " " + client + ": " + fault.getMessage() + "; now: " + timeline.during(now, now));
    }

    List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** Clients end what they are at as fast as they can, and begin nothing new. */
    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }
}

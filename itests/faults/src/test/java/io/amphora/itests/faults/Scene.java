package io.amphora.itests.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** What the pushers of a run share. */
final class Scene {

    private final StreamingClient client;
    private final Ledger ledger = new Ledger();
    private final Turnstile turnstile = new Turnstile();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    Scene(StreamingClient client) {
        this.client = client;
    }

    StreamingClient client() {
        return client;
    }

    Ledger ledger() {
        return ledger;
    }

    Turnstile turnstile() {
        return turnstile;
    }

    /** Pushers end what they are at, and begin nothing new. */
    void end() {
        over.set(true);
    }

    boolean over() {
        return over.get();
    }

    void count(String what, long times) {
        counts.computeIfAbsent(what, name -> new LongAdder()).add(times);
    }

    long counted(String what) {
        return counts.containsKey(what) ? counts.get(what).sum() : 0;
    }

    /** All counts by their names. */
    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}

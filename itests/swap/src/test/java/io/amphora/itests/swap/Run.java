package io.amphora.itests.swap;

import io.amphora.itests.swap.Transfer.Direction;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Replaces something every second, while slow transfers are in mid-stream and other clients are at work. */
final class Run {

    /** Slow pulls, and slow PATCH requests, that a swap must meet in mid-stream. */
    static final int IN_MID_STREAM = 4;

    private static final Duration AGE = Duration.ofSeconds(5);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Scene scene;
    private final Administrator administrator;
    private final Form form;

    Run(Scene scene, Administrator administrator, Form form) {
        this.scene = scene;
        this.administrator = administrator;
        this.form = form;
    }

    /** Goes on until the time is over and a cycle is whole, or a client has seen the registry fail too often. */
    void swap(int mostFailures) throws Exception {
        List<Kind> cycle = form.cycle();
        Iterator<Kind> kinds =
                Stream.generate(() -> cycle).flatMap(List::stream).iterator();
        long end = System.nanoTime() + form.time().toNanos();
        int done = 0;
        do {
            long next = System.nanoTime() + EVERY.toNanos();
            swap(kinds.next());
            done++;
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } while (scene.failures().size() <= mostFailures && (done % cycle.size() != 0 || System.nanoTime() < end));
    }

    private void swap(Kind kind) throws Exception {
        Poll.until(
                MOST_PATIENCE,
                () -> "in mid-stream are only " + pulls() + " pulls and " + patches() + " PATCHes; " + scene.failures(),
                () -> pulls() >= IN_MID_STREAM && patches() >= IN_MID_STREAM);
        Swap swap = new Swap(kind, pulls(), patches());
        scene.timeline().begin(swap);
        try {
            administrator.replace(kind);
        } finally {
            swap.ended();
        }
    }

    private int pulls() {
        return scene.midStream(Direction.PULL, AGE);
    }

    private int patches() {
        return scene.midStream(Direction.PATCH, AGE);
    }
}

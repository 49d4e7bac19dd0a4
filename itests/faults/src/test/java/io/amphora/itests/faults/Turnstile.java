package io.amphora.itests.faults;

import java.time.Duration;

/** Where clients wait while the registry is away. */
final class Turnstile {

    private boolean open = true;
    private int waiting;

    /** A client waits until the registry is there; ends a client that is interrupted. */
    synchronized void pass() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waiting++;
        notifyAll();
        try {
            while (!open) {
                wait();
            }
        } finally {
            waiting--;
        }
    }

    synchronized void close() {
        open = false;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Waits until that many clients noticed that the registry is away. */
    synchronized boolean awaitClients(int clients, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (waiting < clients) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}

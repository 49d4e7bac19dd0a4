package io.amphora.itests.faults;

/** A client that pushes one thing after another into a repository of its own. */
interface Pusher {

    /** Pushes one more thing, to its end, however often the registry goes away meanwhile. */
    void push() throws InterruptedException;
}

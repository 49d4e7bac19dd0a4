package io.amphora.storage.switching;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The queue of a pool that gives a task to a thread that is idle, makes a thread only if none is, and has tasks wait only
 * when there are as many threads as may be.
 */
final class HandOver extends LinkedTransferQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    /** Takes a task only for a thread that waits for one; otherwise the pool makes a thread. */
    @Override
    public boolean offer(Runnable task) {
        return tryTransfer(task);
    }

    /** What the pool does with a task for which it may make no thread. */
    static void await(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the pool has ended");
        }
        ((HandOver) pool.getQueue()).enqueue(task);
    }

    private void enqueue(Runnable task) {
        super.offer(task);
    }
}

package io.amphora.front;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;

/** Counts requests of an endpoint, asynchronous ones from hand-over to the end of their context. */
final class RunningRequests implements AsyncListener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;

    /** Counts the request, if its endpoint is still there after it was counted: so none escapes {@link #drain}. */
    boolean begin(BooleanSupplier isThere) {
        add(1);
        boolean there = isThere.getAsBoolean();
        if (!there) {
            end();
        }
        return there;
    }

    /** Counts a request no longer. */
    void end() {
        add(-1);
    }

    /** Waits until none runs, and returns how many still do when the time is over. */
    int drain(long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        // The container completes the context next.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    private void add(int change) {
        lock.lock();
        try {
            count += change;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}

package io.amphora.front;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.AsyncContext;

/** Where requests wait, without a thread, until they are let in or sent away. */
final class Gate {

    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

    int size() {
        return waiting.size();
    }

    /** Lets a request wait for the gate's time, unless too many do. */
    boolean park(AsyncContext context, GateLimits limits) {
        if (waiting.size() >= limits.gateWaiters() || limits.gateMillis() == 0) {
            return false;
        }
        Waiter waiter = new Waiter(context, waiting::remove);
        context.setTimeout(limits.gateMillis());
        context.addListener(waiter);
        waiting.add(waiter);
        return true;
    }

    /** Lets all in: the container hands each to our servlet again. */
    void open() {
        List.copyOf(waiting).forEach(Waiter::letIn);
    }

    /** Sends all away. */
    void close() {
        List.copyOf(waiting).forEach(Waiter::sendAway);
    }
}

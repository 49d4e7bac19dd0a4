package io.amphora.front;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests wait, without a thread, until they are let in or sent away. Whoever takes a request out of
 * {@link #waiting} ends its waiting; nobody else does.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Set<AsyncContext> waiting = ConcurrentHashMap.newKeySet();

    int size() {
        return waiting.size();
    }

    /** Lets a request wait for the gate's time, unless too many do. */
    boolean park(AsyncContext context, GateLimits limits) {
        if (waiting.size() >= limits.gateWaiters() || limits.gateMillis() == 0) {
            return false;
        }
        context.setTimeout(limits.gateMillis());
        context.addListener(new SendAway());
        waiting.add(context);
        return true;
    }

    /** Lets all in: the container hands each to our servlet again. */
    void open() {
        for (AsyncContext context : List.copyOf(waiting)) {
            if (waiting.remove(context)) {
                leave(context, context::dispatch);
            }
        }
    }

    /** Sends all away. */
    void close() {
        for (AsyncContext context : List.copyOf(waiting)) {
            sendAway(context);
        }
    }

    private void sendAway(AsyncContext context) {
        if (waiting.remove(context)) {
            leave(context, () -> {
                NotReady.answer(context.getResponse());
                context.complete();
            });
        }
    }

    /** The container may just be ending a request on its own, which must not keep the others waiting. */
    private static void leave(AsyncContext context, Runnable way) {
        try {
            way.run();
        } catch (RuntimeException e) {
            LOG.debug("the container has ended a request at the gate: {}", context, e);
        }
    }

    private final class SendAway implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            sendAway(event.getAsyncContext());
        }

        @Override
        public void onError(AsyncEvent event) {
            waiting.remove(event.getAsyncContext());
        }

        @Override
        public void onComplete(AsyncEvent event) {
            waiting.remove(event.getAsyncContext());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The request was let in.
        }
    }
}

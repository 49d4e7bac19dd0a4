package io.amphora.front;

import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request at the gate. It leaves once: let in, sent away, or because the container ended it. A container whose time-out
 * has begun lets only its own thread decide; what was decided elsewhere is done there again, or it would answer 500.
 */
final class Waiter implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Waiter.class);

    private enum Way {
        NONE,
        IN,
        AWAY
    }

    private final AsyncContext context;
    private final Consumer<Waiter> onLeave;
    private Way way = Way.NONE;

    Waiter(AsyncContext context, Consumer<Waiter> onLeave) {
        this.context = context;
        this.onLeave = onLeave;
    }

    /** Hands the request to the servlet again. */
    synchronized void letIn() {
        if (leave(Way.IN)) {
            attempt(context::dispatch);
        }
    }

    /** Tells the client to try again. */
    synchronized void sendAway() {
        if (leave(Way.AWAY)) {
            attempt(() -> {
                NotReady.answer(context.getResponse());
                context.complete();
            });
        }
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        if (way == Way.NONE) {
            sendAway();
        } else {
            attempt(way == Way.IN ? context::dispatch : context::complete);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        onLeave.accept(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        onLeave.accept(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The request was let in.
    }

    private boolean leave(Way chosen) {
        boolean first = way == Way.NONE;
        if (first) {
            way = chosen;
            onLeave.accept(this);
        }
        return first;
    }

    /** The container may just be ending a request on its own, which must not keep the others waiting. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.debug("the container is ending a request at the gate: {}", context, e);
        }
    }
}

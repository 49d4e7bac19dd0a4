package io.amphora.front;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;
import javax.servlet.GenericServlet;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request over, already asynchronous where the filters before us allow it, to the endpoint: the {@link Servlet}
 * service with {@code amphora.endpoint=true}. While there is none, requests wait at the gate. An endpoint that goes away may end its
 * requests within the drain time, because its unregistration is held up so long.
 */
@Component(service = FrontServlet.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class FrontServlet extends GenericServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FrontServlet.class);

    private final transient Gate gate = new Gate();
    private final transient BlockingRequests blocking = new BlockingRequests();
    private final transient AtomicBoolean toldOfBlocking = new AtomicBoolean();
    private final transient Map<Servlet, RunningRequests> endpoints = new ConcurrentHashMap<>();
    private final transient AtomicReference<@Nullable Servlet> current = new AtomicReference<>();
    private final transient GateSettings settings;
    private transient volatile boolean closed;

    /** Called by declarative services, as are the other public methods but {@link #service}. */
    @Activate
    public FrontServlet(@Reference GateSettings settings) {
        this.settings = settings;
    }

    /** Lets the waiting in. */
    @Reference(
            target = "(amphora.endpoint=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindEndpoint(Servlet endpoint) {
        endpoints.put(endpoint, new RunningRequests());
        current.set(endpoint);
        gate.open();
        blocking.look();
    }

    /** Holds the endpoint until its requests have ended, or the drain time has. */
    public void unbindEndpoint(Servlet endpoint) {
        current.compareAndSet(endpoint, null);
        if (!closed) {
            drain(endpoint);
        }
        endpoints.remove(endpoint);
    }

    /** Sends the waiting away, and lets the running end. */
    @Deactivate
    public void deactivate() {
        closed = true;
        gate.close();
        blocking.look();
        endpoints.keySet().forEach(this::drain);
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        if (!request.isAsyncSupported()) {
            serveBlocking(request, response);
            return;
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        Servlet endpoint = current.get();
        RunningRequests running = begin(endpoint);
        if (endpoint == null || running == null) {
            await(context);
        } else {
            context.addListener(running);
            handOver(context, endpoint);
        }
    }

    /** An endpoint whose bundle was just refreshed may lack classes; nobody is left waiting for that. */
    private static void handOver(AsyncContext context, Servlet endpoint) throws ServletException, IOException {
        try {
            endpoint.service(context.getRequest(), context.getResponse());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the endpoint failed: {}", e.toString());
            NotReady.answer(context.getResponse());
            context.complete();
        }
    }

    /** The request holds its thread from here to its end, which must not take the container's last ones. */
    private void serveBlocking(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        if (!toldOfBlocking.getAndSet(true)) {
            LOG.warn("a servlet filter without asynchronous support stands before the registry: each request holds a"
                    + " thread, and no more than blockingRequests are served at once");
        }
        GateLimits limits = settings.limits();
        if (!blocking.enter(limits.blockingRequests())) {
            NotReady.answer(response);
            return;
        }
        try {
            serveBlocking(request, response, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.gateMillis()));
        } finally {
            blocking.leave();
        }
    }

    private void serveBlocking(ServletRequest request, ServletResponse response, long until)
            throws ServletException, IOException {
        while (blocking.await(() -> closed || current.get() != null, millisTo(until)) && !closed) {
            Servlet endpoint = current.get();
            RunningRequests running = begin(endpoint);
            if (endpoint != null && running != null) {
                try {
                    endpoint.service(request, response);
                } finally {
                    running.end();
                }
                return;
            }
        }
        NotReady.answer(response);
    }

    private static long millisTo(long until) {
        return TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }

    /** Counts a request of the endpoint; nothing if that is not, or no longer, the one that serves. */
    private @Nullable RunningRequests begin(@Nullable Servlet endpoint) {
        RunningRequests running = endpoint == null ? null : endpoints.get(endpoint);
        return running != null && running.begin(() -> current.get() == endpoint) ? running : null;
    }

    /** How many requests wait at the gate. */
    int waiting() {
        return gate.size();
    }

    /** Whether there is an endpoint that requests are handed to. */
    boolean isServing() {
        return current.get() != null;
    }

    /** How many requests hold a thread. */
    int blocking() {
        return blocking.count();
    }

    private void await(AsyncContext context) {
        if (!gate.park(context, settings.limits())) {
            NotReady.answer(context.getResponse());
            context.complete();
        } else if (closed) {
            gate.close();
        } else if (current.get() != null) {
            gate.open();
        }
    }

    private void drain(Servlet endpoint) {
        RunningRequests running = endpoints.get(endpoint);
        int left = running == null ? 0 : running.drain(settings.limits().drainMillis());
        if (left > 0) {
            LOG.info("cutting {} requests that did not end in time", left);
        }
    }
}

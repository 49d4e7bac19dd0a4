package io.amphora.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.GenericServlet;
import javax.servlet.Servlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The front in a Jetty with few threads. */
final class FrontServer implements AutoCloseable {

    static final int CONTAINER_THREADS = 8;
    static final int MOST_BLOCKING = 2;
    static final long LONG = 60_000;
    static final long DEADLINE_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server(new QueuedThreadPool(CONTAINER_THREADS, CONTAINER_THREADS));

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    FrontServlet start(long gateMillis, int waiters, long drainMillis) throws Exception {
        return start(gateMillis, waiters, drainMillis, new ServletContextHandler());
    }

    FrontServlet startBehindAFilter(long gateMillis) throws Exception {
        FilterHolder filter =
                new FilterHolder((Filter) (request, response, chain) -> chain.doFilter(request, response));
        filter.setAsyncSupported(false);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        return start(gateMillis, 1_000, LONG, context);
    }

    private FrontServlet start(long gateMillis, int waiters, long drainMillis, ServletContextHandler context)
            throws Exception {
        FrontServlet front = new FrontServlet(
                new GateSettings(new Settings(gateMillis, waiters, Math.min(drainMillis, 4_500), MOST_BLOCKING)));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletHolder holder = new ServletHolder(front);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/v2/*");
        server.setHandler(context);
        server.start();
        return front;
    }

    CompletableFuture<HttpResponse<String>> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> future) throws Exception {
        return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins to, on another thread. */
    static CompletableFuture<Void> unbind(FrontServlet front, Servlet endpoint) {
        CompletableFuture<Void> unbound = CompletableFuture.runAsync(
                () -> front.unbindEndpoint(endpoint), task -> new Thread(task, "unbind").start());
        assertThat(eventually(() -> !front.isServing())).isTrue();
        return unbound;
    }

    static boolean awaitWaiting(FrontServlet front, int count) {
        return eventually(() -> front.waiting() == count);
    }

    static boolean eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return condition.getAsBoolean();
    }

    /** Answers with the raw path. */
    static final class Echo extends GenericServlet {

        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            response.getOutputStream().print(((HttpServletRequest) request).getRequestURI());
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    /** A configuration as declarative services would make it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    record Settings(long gateMillis, int gateWaiters, long drainMillis, int blockingRequests)
            implements GateConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return GateConfiguration.class;
        }
    }
}

package io.amphora.http;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The endpoint in a Jetty with few threads, over a fake registry. */
final class RegistryServer implements AutoCloseable {

    static final int CONTAINER_THREADS = 8;
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    final FakeRegistry registry = new FakeRegistry();
    final RegistryServlet servlet;
    final Server server = new Server(new QueuedThreadPool(CONTAINER_THREADS, CONTAINER_THREADS));
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    RegistryServer(HttpConfiguration settings, Customizer... customizers) throws Exception {
        this(settings, Optional.empty(), customizers);
    }

    /** Behind a filter that is not asynchronous. */
    RegistryServer(HttpConfiguration settings, Filter filter) throws Exception {
        this(settings, Optional.of(filter));
    }

    private RegistryServer(HttpConfiguration settings, Optional<Filter> filter, Customizer... customizers)
            throws Exception {
        servlet = new RegistryServlet(settings, registry, registry, registry, registry, registry);
        for (Customizer customizer : customizers) {
            connector
                    .getConnectionFactory(HttpConnectionFactory.class)
                    .getHttpConfiguration()
                    .addCustomizer(customizer);
        }
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/v2/*");
        filter.ifPresent(foreign -> {
            FilterHolder notAsynchronous = new FilterHolder(foreign);
            notAsynchronous.setAsyncSupported(false);
            context.addFilter(notAsynchronous, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
        server.setHandler(context);
        server.start();
    }

    static RegistryServer local() throws Exception {
        return new RegistryServer(new Settings("local", 0, 4, 60));
    }

    RawConnection connect() throws IOException {
        return new RawConnection(connector.getLocalPort());
    }

    /** One request on a connection of its own; {@code head} has the request line and headers but {@code Host}. */
    RawConnection.Answer request(String head, byte[] body) throws IOException {
        try (RawConnection connection = connect()) {
            String length = body.length > 0 ? "\r\nContent-Length: " + body.length : "";
            connection.send(head + "\r\nHost: localhost" + length + "\r\n\r\n");
            connection.send(body);
            return connection.answer(head.startsWith("HEAD"));
        }
    }

    RawConnection.Answer request(String head) throws IOException {
        return request(head, new byte[0]);
    }

    /** Begins an upload in repository {@code a/b} and returns its address. */
    String upload() throws IOException {
        return request("POST /v2/a/b/blobs/uploads/ HTTP/1.1")
                .header("Location")
                .orElseThrow();
    }

    /** Polls until it holds. */
    static boolean eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    @Override
    public void close() {
        servlet.deactivate();
        LifeCycle.stop(server);
    }

    /** A configuration as declarative services would make it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    record Settings(String access, int threads, int buffers, int noProgressSeconds) implements HttpConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpConfiguration.class;
        }
    }
}

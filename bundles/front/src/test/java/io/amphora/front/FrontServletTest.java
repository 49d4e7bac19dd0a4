package io.amphora.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontServletTest {

    private static final int CONTAINER_THREADS = 8;
    private static final int MORE_THAN_THREADS = 30;
    private static final int MOST_BLOCKING = 2;
    private static final long LONG = 60_000;
    private static final long DEADLINE_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server(new QueuedThreadPool(CONTAINER_THREADS, CONTAINER_THREADS));

    @AfterEach
    void stop() {
        LifeCycle.stop(server);
    }

    @Test
    void requestsWaitWithoutAThreadUntilTheEndpointComes() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            waiting.add(get("/v2/a%3Ab/" + i));
        }
        assertThat(awaitWaiting(front, MORE_THAN_THREADS)).isTrue();

        front.bindEndpoint(new Echo());

        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            assertThat(answer(waiting.get(i)).body()).isEqualTo("/v2/a%3Ab/" + i);
        }
    }

    @Test
    void whoWaitsTooLongIsToldToTryAgain() throws Exception {
        start(100, 1_000, LONG);

        HttpResponse<String> answer = answer(get("/v2/"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Docker-Distribution-Api-Version"))
                .contains("registry/2.0");
        assertThat(answer.body()).startsWith("{\"errors\":[{\"code\":\"UNAVAILABLE\"");
    }

    @Test
    void noMoreThanSoManyWait() throws Exception {
        FrontServlet front = start(LONG, 1, LONG);
        CompletableFuture<HttpResponse<String>> first = get("/v2/first");
        assertThat(awaitWaiting(front, 1)).isTrue();

        assertThat(answer(get("/v2/second")).statusCode()).isEqualTo(503);
        front.bindEndpoint(new Echo());
        assertThat(answer(first).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndpointIsHeldUntilItsRequestsHaveEnded() throws Exception {
        FrontServlet front = start(LONG, 1_000, 4_000);
        Held old = new Held();
        front.bindEndpoint(old);
        CompletableFuture<HttpResponse<String>> running = get("/v2/running");
        AsyncContext context = old.next();

        CompletableFuture<Void> unbound = CompletableFuture.runAsync(() -> front.unbindEndpoint(old));
        CompletableFuture<HttpResponse<String>> later = get("/v2/later");
        assertThat(awaitWaiting(front, 1)).isTrue();
        assertThat(unbound).isNotDone();
        context.complete();

        unbound.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer(running).statusCode()).isEqualTo(200);
        front.bindEndpoint(new Echo());
        assertThat(answer(later).body()).isEqualTo("/v2/later");
    }

    @Test
    void aRequestThatDoesNotEndHoldsItsEndpointForTheDrainTimeOnly() throws Exception {
        FrontServlet front = start(LONG, 1_000, 1);
        Held old = new Held();
        front.bindEndpoint(old);
        get("/v2/running");
        AsyncContext context = old.next();

        CompletableFuture.runAsync(() -> front.unbindEndpoint(old)).get(DEADLINE_SECONDS, TimeUnit.SECONDS);

        context.complete();
    }

    @Test
    void aBetterEndpointTakesOverWithoutAWait() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        Held old = new Held();
        front.bindEndpoint(old);
        front.bindEndpoint(new Echo());
        front.unbindEndpoint(old);

        assertThat(answer(get("/v2/x")).body()).isEqualTo("/v2/x");
    }

    @Test
    void anEndpointWithoutItsClassesIsNotReady() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        Servlet gone = new GenericServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void service(ServletRequest request, ServletResponse response) {
                throw new NoClassDefFoundError("gone with an update");
            }
        };
        front.bindEndpoint(gone);

        HttpResponse<String> answer = answer(get("/v2/x"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        front.unbindEndpoint(gone);
    }

    @Test
    void whatIsLeftOfABodyIsThereForTheNextEndpoint() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            OutputStream out = socket.getOutputStream();
            out.write("PATCH /v2/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab".getBytes(US_ASCII));
            assertThat(awaitWaiting(front, 1)).isTrue();
            front.bindEndpoint(new EchoBody());
            out.write("cd".getBytes(US_ASCII));

            String answer = new String(socket.getInputStream().readNBytes(15), US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void noRequestIsLostOrRefusedWhileEndpointsComeAndGo() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            Servlet endpoint = new Echo();
            front.bindEndpoint(endpoint);
            answers.add(get("/v2/" + i));
            Servlet next = i % 3 == 0 ? new Echo() : null;
            if (next != null) {
                front.bindEndpoint(next);
            }
            front.unbindEndpoint(endpoint);
            answers.add(get("/v2/" + i));
            if (next != null) {
                front.unbindEndpoint(next);
            }
        }
        front.bindEndpoint(new Echo());

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer(answer).statusCode()).isEqualTo(200);
        }
        assertThat(front.waiting()).isZero();
    }

    @Test
    void anEndpointMayGoWithinItsOwnRequest() throws Exception {
        FrontServlet front = start(LONG, 1_000, 1);
        Servlet leaving = new GenericServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void service(ServletRequest request, ServletResponse response) {
                front.unbindEndpoint(this);
                request.getAsyncContext().complete();
            }
        };
        front.bindEndpoint(leaving);

        assertThat(answer(get("/v2/x")).statusCode()).isEqualTo(200);
    }

    @Test
    void theWaitingAreSentAwayWhenItStops() throws Exception {
        FrontServlet front = start(LONG, 1_000, LONG);
        CompletableFuture<HttpResponse<String>> waiting = get("/v2/");
        assertThat(awaitWaiting(front, 1)).isTrue();

        front.deactivate();

        assertThat(answer(waiting).statusCode()).isEqualTo(503);
        assertThat(answer(get("/v2/late")).statusCode()).isEqualTo(503);
    }

    @Test
    void behindAFilterThatIsNotAsynchronousSoManyAreServedAndNoMore() throws Exception {
        FrontServlet front = startBehindAFilter(LONG);
        Blocking endpoint = new Blocking();
        front.bindEndpoint(endpoint);
        List<CompletableFuture<HttpResponse<String>>> served = List.of(get("/v2/1"), get("/v2/2"));
        assertThat(endpoint.inside.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> oneTooMany = answer(get("/v2/3"));
        endpoint.go.countDown();

        assertThat(oneTooMany.statusCode()).isEqualTo(503);
        assertThat(oneTooMany.headers().firstValue("Retry-After")).isPresent();
        for (CompletableFuture<HttpResponse<String>> answer : served) {
            assertThat(answer(answer).statusCode()).isEqualTo(200);
        }
        assertThat(answer(get("/v2/4")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHoldsAThreadWaitsForTheEndpointToo() throws Exception {
        FrontServlet front = startBehindAFilter(LONG);
        CompletableFuture<HttpResponse<String>> waiting = get("/v2/a%3Ab");
        CompletableFuture<HttpResponse<String>> other = get("/v2/c");
        assertThat(awaitBlocking(front, 2)).isTrue();

        front.bindEndpoint(new Echo());

        assertThat(answer(waiting).body()).isEqualTo("/v2/a%3Ab");
        assertThat(answer(other).body()).isEqualTo("/v2/c");
    }

    @Test
    void whoHoldsAThreadIsSentAwayInTheEnd() throws Exception {
        startBehindAFilter(100);

        assertThat(answer(get("/v2/")).statusCode()).isEqualTo(503);
    }

    @Test
    void anEndpointIsHeldForRequestsThatHoldAThread() throws Exception {
        FrontServlet front = startBehindAFilter(LONG);
        Blocking endpoint = new Blocking();
        front.bindEndpoint(endpoint);
        List<CompletableFuture<HttpResponse<String>>> served = List.of(get("/v2/1"), get("/v2/2"));
        assertThat(endpoint.inside.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> unbound = CompletableFuture.runAsync(() -> front.unbindEndpoint(endpoint));
        assertThat(unbound).isNotDone();
        endpoint.go.countDown();

        unbound.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        for (CompletableFuture<HttpResponse<String>> answer : served) {
            assertThat(answer(answer).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void settingsThatCannotBeTakenChangeNothing() {
        GateSettings settings = new GateSettings(new Settings(1, 2, 3, 4));

        settings.modified(new Settings(1, 2, 5_000, 4));

        assertThat(settings.limits()).isEqualTo(new GateLimits(1, 2, 3, 4));
        assertThat(new GateSettings(new Settings(-1, 2, 3, 4)).limits()).isEqualTo(GateLimits.DEFAULT);
    }

    @Test
    void textInPlaceOfANumberLeavesTheDefaults() {
        GateConfiguration unreadable = (GateConfiguration) Proxy.newProxyInstance(
                GateConfiguration.class.getClassLoader(),
                new Class<?>[] {GateConfiguration.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName() + " is no number");
                });

        assertThat(new GateSettings(unreadable).limits()).isEqualTo(GateLimits.DEFAULT);
    }

    private FrontServlet start(long gateMillis, int waiters, long drainMillis) throws Exception {
        return start(gateMillis, waiters, drainMillis, new ServletContextHandler());
    }

    private FrontServlet startBehindAFilter(long gateMillis) throws Exception {
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

    private CompletableFuture<HttpResponse<String>> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> future) throws Exception {
        return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean awaitBlocking(FrontServlet front, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (front.blocking() != count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return front.blocking() == count;
    }

    private static boolean awaitWaiting(FrontServlet front, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (front.waiting() != count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return front.waiting() == count;
    }

    /** Answers with the raw path. */
    private static final class Echo extends GenericServlet {

        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            response.getOutputStream().print(((HttpServletRequest) request).getRequestURI());
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    /** Keeps its threads until it is told to let them go. */
    private static final class Blocking extends GenericServlet {

        private static final long serialVersionUID = 1L;

        final transient CountDownLatch inside = new CountDownLatch(MOST_BLOCKING);
        final transient CountDownLatch go = new CountDownLatch(1);

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            assertThat(request.isAsyncSupported()).isFalse();
            inside.countDown();
            try {
                assertThat(go.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers when it has read a body of four bytes. */
    private static final class EchoBody extends GenericServlet {

        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            assertThat(request.getInputStream().readNBytes(5))
                    .asString(US_ASCII)
                    .isEqualTo("abcd");
            request.getAsyncContext().complete();
        }
    }

    /** Leaves its requests open. */
    private static final class Held extends GenericServlet {

        private static final long serialVersionUID = 1L;

        private final transient BlockingQueue<AsyncContext> contexts = new LinkedBlockingQueue<>();

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            contexts.add(request.getAsyncContext());
        }

        AsyncContext next() throws InterruptedException {
            AsyncContext context = contexts.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(context).isNotNull();
            return context;
        }
    }

    /** A configuration as declarative services would make it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Settings(long gateMillis, int gateWaiters, long drainMillis, int blockingRequests)
            implements GateConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return GateConfiguration.class;
        }
    }
}

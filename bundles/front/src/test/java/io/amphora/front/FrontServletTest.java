package io.amphora.front;

import static io.amphora.front.FrontServer.DEADLINE_SECONDS;
import static io.amphora.front.FrontServer.LONG;
import static io.amphora.front.FrontServer.answer;
import static io.amphora.front.FrontServer.awaitWaiting;
import static io.amphora.front.FrontServer.unbind;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.front.FrontServer.Echo;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.GenericServlet;
import javax.servlet.Servlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontServletTest {

    private static final int MORE_THAN_THREADS = 30;

    private final FrontServer server = new FrontServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestsWaitWithoutAThreadUntilTheEndpointComes() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, LONG);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            waiting.add(server.get("/v2/a%3Ab/" + i));
        }
        assertThat(awaitWaiting(front, MORE_THAN_THREADS)).isTrue();

        front.bindEndpoint(new Echo());

        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            assertThat(answer(waiting.get(i)).body()).isEqualTo("/v2/a%3Ab/" + i);
        }
    }

    @Test
    void whoWaitsTooLongIsToldToTryAgain() throws Exception {
        server.start(100, 1_000, LONG);

        HttpResponse<String> answer = answer(server.get("/v2/"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Docker-Distribution-Api-Version"))
                .contains("registry/2.0");
        assertThat(answer.body()).startsWith("{\"errors\":[{\"code\":\"UNAVAILABLE\"");
    }

    @Test
    void noMoreThanSoManyWait() throws Exception {
        FrontServlet front = server.start(LONG, 1, LONG);
        CompletableFuture<HttpResponse<String>> first = server.get("/v2/first");
        assertThat(awaitWaiting(front, 1)).isTrue();

        assertThat(answer(server.get("/v2/second")).statusCode()).isEqualTo(503);
        front.bindEndpoint(new Echo());
        assertThat(answer(first).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndpointIsHeldUntilItsRequestsHaveEnded() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, 4_000);
        Held old = new Held();
        front.bindEndpoint(old);
        CompletableFuture<HttpResponse<String>> running = server.get("/v2/running");
        AsyncContext context = old.next();

        CompletableFuture<Void> unbound = unbind(front, old);
        CompletableFuture<HttpResponse<String>> later = server.get("/v2/later");
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
        FrontServlet front = server.start(LONG, 1_000, 1);
        Held old = new Held();
        front.bindEndpoint(old);
        server.get("/v2/running");
        AsyncContext context = old.next();

        unbind(front, old).get(DEADLINE_SECONDS, TimeUnit.SECONDS);

        context.complete();
    }

    @Test
    void aBetterEndpointTakesOverWithoutAWait() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, LONG);
        Held old = new Held();
        front.bindEndpoint(old);
        front.bindEndpoint(new Echo());
        front.unbindEndpoint(old);

        assertThat(answer(server.get("/v2/x")).body()).isEqualTo("/v2/x");
    }

    @Test
    void anEndpointWithoutItsClassesIsNotReady() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, LONG);
        Servlet gone = new GenericServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void service(ServletRequest request, ServletResponse response) {
                throw new NoClassDefFoundError("gone with an update");
            }
        };
        front.bindEndpoint(gone);

        HttpResponse<String> answer = answer(server.get("/v2/x"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        front.unbindEndpoint(gone);
    }

    @Test
    void whatIsLeftOfABodyIsThereForTheNextEndpoint() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, LONG);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
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
        FrontServlet front = server.start(LONG, 1_000, LONG);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            Servlet endpoint = new Echo();
            front.bindEndpoint(endpoint);
            answers.add(server.get("/v2/" + i));
            Servlet next = i % 3 == 0 ? new Echo() : null;
            if (next != null) {
                front.bindEndpoint(next);
            }
            front.unbindEndpoint(endpoint);
            answers.add(server.get("/v2/" + i));
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
        FrontServlet front = server.start(LONG, 1_000, 1);
        Servlet leaving = new GenericServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void service(ServletRequest request, ServletResponse response) {
                front.unbindEndpoint(this);
                request.getAsyncContext().complete();
            }
        };
        front.bindEndpoint(leaving);

        assertThat(answer(server.get("/v2/x")).statusCode()).isEqualTo(200);
    }

    @Test
    void theWaitingAreSentAwayWhenItStops() throws Exception {
        FrontServlet front = server.start(LONG, 1_000, LONG);
        CompletableFuture<HttpResponse<String>> waiting = server.get("/v2/");
        assertThat(awaitWaiting(front, 1)).isTrue();

        front.deactivate();

        assertThat(answer(waiting).statusCode()).isEqualTo(503);
        assertThat(answer(server.get("/v2/late")).statusCode()).isEqualTo(503);
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
}

package io.amphora.front;

import static io.amphora.front.FrontServer.DEADLINE_SECONDS;
import static io.amphora.front.FrontServer.LONG;
import static io.amphora.front.FrontServer.MOST_BLOCKING;
import static io.amphora.front.FrontServer.answer;
import static io.amphora.front.FrontServer.eventually;
import static io.amphora.front.FrontServer.unbind;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.front.FrontServer.Echo;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.servlet.GenericServlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behind a filter that is not asynchronous. */
class BlockingRequestsTest {

    private final FrontServer server = new FrontServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void behindAFilterThatIsNotAsynchronousSoManyAreServedAndNoMore() throws Exception {
        FrontServlet front = server.startBehindAFilter(LONG);
        Blocking endpoint = new Blocking();
        front.bindEndpoint(endpoint);
        List<CompletableFuture<HttpResponse<String>>> served = List.of(server.get("/v2/1"), server.get("/v2/2"));
        assertThat(endpoint.inside.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> oneTooMany = answer(server.get("/v2/3"));
        endpoint.go.countDown();

        assertThat(oneTooMany.statusCode()).isEqualTo(503);
        assertThat(oneTooMany.headers().firstValue("Retry-After")).isPresent();
        for (CompletableFuture<HttpResponse<String>> answer : served) {
            assertThat(answer(answer).statusCode()).isEqualTo(200);
        }
        assertThat(answer(server.get("/v2/4")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHoldsAThreadWaitsForTheEndpointToo() throws Exception {
        FrontServlet front = server.startBehindAFilter(LONG);
        CompletableFuture<HttpResponse<String>> waiting = server.get("/v2/a%3Ab");
        CompletableFuture<HttpResponse<String>> other = server.get("/v2/c");
        assertThat(eventually(() -> front.blocking() == 2)).isTrue();

        front.bindEndpoint(new Echo());

        assertThat(answer(waiting).body()).isEqualTo("/v2/a%3Ab");
        assertThat(answer(other).body()).isEqualTo("/v2/c");
    }

    @Test
    void whoHoldsAThreadIsSentAwayInTheEnd() throws Exception {
        server.startBehindAFilter(100);

        assertThat(answer(server.get("/v2/")).statusCode()).isEqualTo(503);
    }

    @Test
    void anEndpointIsHeldForRequestsThatHoldAThread() throws Exception {
        FrontServlet front = server.startBehindAFilter(LONG);
        Blocking endpoint = new Blocking();
        front.bindEndpoint(endpoint);
        List<CompletableFuture<HttpResponse<String>>> served = List.of(server.get("/v2/1"), server.get("/v2/2"));
        assertThat(endpoint.inside.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> unbound = unbind(front, endpoint);
        assertThat(unbound).isNotDone();
        endpoint.go.countDown();

        unbound.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        for (CompletableFuture<HttpResponse<String>> answer : served) {
            assertThat(answer(answer).statusCode()).isEqualTo(200);
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
}

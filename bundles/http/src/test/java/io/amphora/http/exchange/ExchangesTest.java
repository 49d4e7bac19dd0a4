package io.amphora.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.reply.Reply;
import io.amphora.http.transport.Carrier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that hangs: others are refused in time, and nobody waits for ever. */
class ExchangesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch storage = new CountDownLatch(1);

    @AfterEach
    void letStorageAnswer() {
        storage.countDown();
    }

    @Test
    void oneTooManyIsRefusedThoughNoWorkerIsFree() throws Exception {
        try (Exchanges exchanges = exchanges(new ExchangeLimits(1, LONG, LONG))) {
            Client first = new Client();
            Client second = new Client();
            begin(exchanges, first);

            begin(exchanges, second);

            assertThat(second.status.get(10, TimeUnit.SECONDS)).isEqualTo(503);
            assertThat(second.completed).isCompleted();
            assertThat(exchanges.size()).isEqualTo(1);
            storage.countDown();
            assertThat(first.status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void whoWaitsForStorageThatHangsIsAnsweredInTheEnd() throws Exception {
        try (Exchanges exchanges = exchanges(new ExchangeLimits(10, LONG, Duration.ofMillis(1)))) {
            Client client = new Client();
            begin(exchanges, client);

            assertThat(client.status.get(10, TimeUnit.SECONDS)).isEqualTo(503);
            assertThat(client.completed).as("the work still uses the request").isNotDone();
            storage.countDown();
            client.completed.get(10, TimeUnit.SECONDS);
        }
    }

    private static Exchanges exchanges(ExchangeLimits limits) {
        return new Exchanges(new ExchangeSettings(1, 1, limits), Reply.of(503));
    }

    private void begin(Exchanges exchanges, Client client) {
        exchanges.begin(Carrier.of(client.context()), fault -> Reply.of(503), exchange -> () -> {
            try {
                storage.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.reply(Reply.of(200));
        });
    }

    /** A client, as far as a container shows it. */
    private static final class Client {

        final CompletableFuture<Integer> status = new CompletableFuture<>();
        final CompletableFuture<Void> completed = new CompletableFuture<>();

        AsyncContext context() {
            return proxy(AsyncContext.class, (method, argument) -> switch (method) {
                case "getRequest" ->
                    proxy(HttpServletRequest.class, (name, ignored) -> switch (name) {
                        case "getMethod" -> "GET";
                        case "getContentLengthLong" -> 0L;
                        default -> null;
                    });
                case "getResponse" ->
                    proxy(HttpServletResponse.class, (name, value) -> switch (name) {
                        case "setStatus" -> complete(status, (Integer) value);
                        case "getStatus" -> status.getNow(0);
                        case "isCommitted" -> true;
                        default -> null;
                    });
                case "complete" -> complete(completed, null);
                default -> null;
            });
        }

        private static <T> Object complete(CompletableFuture<T> future, T value) {
            future.complete(value);
            return null;
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            call.answer(method.getName(), arguments == null ? null : arguments[0])));
        }
    }

    private interface Call {
        Object answer(String method, Object argument);
    }
}

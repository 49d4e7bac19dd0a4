package io.amphora.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** Requests that the container ends while they wait. */
class GateTest {

    private static final GateLimits LIMITS = new GateLimits(10_000, 10, 0, 1);

    private final AtomicInteger asked = new AtomicInteger();
    private final Gate gate = new Gate();

    @Test
    void lettingInGoesOnBehindARequestThatFails() {
        gate.park(ended(), LIMITS);
        gate.park(ended(), LIMITS);

        gate.open();

        assertThat(asked).hasValue(2);
        assertThat(gate.size()).isZero();
    }

    @Test
    void sendingAwayGoesOnBehindARequestThatFails() {
        gate.park(ended(), LIMITS);
        gate.park(ended(), LIMITS);

        gate.close();

        assertThat(asked).hasValue(2);
        assertThat(gate.size()).isZero();
    }

    @Test
    void whoIsLetInWhileTheContainersTimeRunsOutIsLetInByThat() {
        Expiring request = new Expiring();
        gate.park(request.context(), LIMITS);

        gate.open();
        request.timeout();

        assertThat(request.calls).containsExactly("dispatch");
    }

    @Test
    void whoIsSentAwayWhileTheContainersTimeRunsOutIsAnsweredOnce() {
        Expiring request = new Expiring();
        gate.park(request.context(), LIMITS);

        gate.close();
        request.timeout();

        assertThat(request.calls).containsExactly("getResponse", "complete");
    }

    /** A request whose time-out has begun: from now on only the container's own thread may end its waiting. */
    private static final class Expiring {

        final List<String> calls = new ArrayList<>();
        private final List<AsyncListener> listeners = new ArrayList<>();
        private boolean containersThread;

        void timeout() {
            containersThread = true;
            listeners.forEach(this::tell);
        }

        private void tell(AsyncListener listener) {
            try {
                listener.onTimeout(new AsyncEvent(context(), null, null, null));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        AsyncContext context() {
            return proxy(AsyncContext.class, (method, arguments) -> {
                switch (method) {
                    case "setTimeout" -> {}
                    case "addListener" -> listeners.add((AsyncListener) arguments[0]);
                    case "dispatch", "complete" -> {
                        if (!containersThread) {
                            throw new IllegalStateException(method);
                        }
                        calls.add(method);
                    }
                    default -> calls.add(method);
                }
                return method.equals("getResponse") ? response() : null;
            });
        }

        private static Object response() {
            return proxy(
                    HttpServletResponse.class,
                    (method, arguments) -> method.equals("getOutputStream") ? new NoOutput() : null);
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "toString" -> "expiring";
                        default -> call.answer(method.getName(), arguments);
                    }));
        }
    }

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static final class NoOutput extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException();
        }

        @Override
        public void write(int b) {
            // Nobody looks at it.
        }
    }

    /** A context that the container has ended: it can wait, but neither go on nor be answered. */
    private AsyncContext ended() {
        return (AsyncContext) Proxy.newProxyInstance(
                AsyncContext.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "setTimeout", "addListener" -> null;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "ended";
                    default -> {
                        asked.incrementAndGet();
                        throw new IllegalStateException(method.getName());
                    }
                });
    }
}

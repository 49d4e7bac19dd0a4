package io.amphora.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import org.junit.jupiter.api.Test;

/** Requests that the container ends while they wait. */
class GateTest {

    private static final GateLimits LIMITS = new GateLimits(10_000, 10, 0);

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

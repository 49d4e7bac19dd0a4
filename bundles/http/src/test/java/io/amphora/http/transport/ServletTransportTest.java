package io.amphora.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** What can be done in a container of which nothing is known. */
class ServletTransportTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void aCutBeforeTheReplyIsNeverTakenForSuccess() {
        new ServletTransport().cut(request(), response(false));

        assertThat(calls).containsExactly("reset", "setStatus 503", "setHeader Connection", "setContentLength 0");
    }

    @Test
    void aCutWithinTheReplyLeavesWhatWasSaid() {
        new ServletTransport().cut(request(), response(true));

        assertThat(calls).isEmpty();
    }

    @Test
    void jettysTransportTreatsForeignRequestsAlike() {
        new JettyTransport(new ServletTransport()).cut(request(), response(false));

        assertThat(calls).contains("setStatus 503");
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null);
    }

    private HttpServletResponse response(boolean committed) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isCommitted")) {
                        return committed;
                    }
                    calls.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                    return null;
                });
    }
}

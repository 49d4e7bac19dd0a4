package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import java.io.IOException;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served; the container believes forwarding headers, as one that is badly set up does. */
class AccessTest {

    private static RegistryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RegistryServer(new RegistryServer.Settings("local", 0, 4, 60), new ForwardedRequestCustomizer());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: localhost:5000",
                "Host: 127.0.0.1:5000",
                "Host: [::1]:5000",
                "Host: LOCALHOST",
                "Host: localhost:5000\r\nOrigin: http://localhost:5000\r\nSec-Fetch-Site: same-origin"
            })
    void servesThisMachine(String headers) throws IOException {
        assertThat(get(headers).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: 127.0.0.1.evil.example",
                "Host: 192.0.2.1",
                "Host: [::2]",
                "Host: localhost\r\nX-Forwarded-For: 192.0.2.1",
                "Host: localhost\r\nX-Forwarded-For: 127.0.0.1",
                "Host: evil.example\r\nX-Forwarded-Host: localhost",
                "Host: localhost\r\nx-forwarded-proto: http",
                "Host: localhost\r\nX-Forwarded-Anything: 1",
                "Host: localhost\r\nForwarded: for=127.0.0.1",
                "Host: localhost\r\nX-Real-IP: 127.0.0.1",
                "Host: localhost\r\nVia: 1.1 proxy",
                "Host: localhost\r\nOrigin: http://evil.example",
                "Host: localhost\r\nOrigin: null",
                "Host: localhost:5000\r\nOrigin: http://localhost:3000",
                "Host: localhost\r\nSec-Fetch-Site: cross-site"
            })
    void refusesWhatComesFromElsewhere(String headers) throws IOException {
        Answer answer = get(headers);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("DENIED");
        assertThat(answer.header("Docker-Distribution-Api-Version")).isPresent();
    }

    @Test
    void aHostInTheRequestLineCountsToo() throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send("GET http://evil.example/v2/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.answer().status()).isIn(400, 403);
        }
    }

    @Test
    void refusesBeforeItLooksAnythingUp() throws IOException {
        assertThat(request("GET /v2/x/y/tags/list HTTP/1.1\r\nHost: evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(request("GET /v2/X/tags/list HTTP/1.1\r\nHost: evil.example").status())
                .isEqualTo(400);
    }

    @Test
    void nobodyIsServedUntilSomebodyDecidedWhoIs() throws Exception {
        try (RegistryServer closed = new RegistryServer(new RegistryServer.Settings("", 0, 4, 60))) {
            Answer answer = closed.request("GET /v2/ HTTP/1.1");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("Basic realm=\"amphora\"");
            assertThat(answer.text()).contains("UNAUTHORIZED", "'access' in io.amphora.http.cfg");
            assertThat(answer.header("Docker-Distribution-Api-Version")).contains("registry/2.0");

            closed.servlet.modified(new RegistryServer.Settings("local", 0, 4, 60));
            assertThat(closed.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);

            closed.servlet.modified(new RegistryServer.Settings("loca", 0, 4, 60));
            assertThat(closed.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
            assertThat(closed.servlet.status().get(0).value()).contains("a proxy on this machine");
        }
    }

    private static Answer get(String headers) throws IOException {
        return request("GET /v2/ HTTP/1.1\r\n" + headers);
    }

    private static Answer request(String head) throws IOException {
        try (RawConnection connection = server.connect()) {
            connection.send(head + "\r\n\r\n");
            return connection.answer();
        }
    }
}

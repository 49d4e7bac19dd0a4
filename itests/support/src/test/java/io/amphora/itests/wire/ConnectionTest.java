package io.amphora.itests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

    @Test
    void readsOneAnswerAfterTheOther() throws IOException {
        String first = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 3\r\nA: b\r\n\r\nabc";
        String second = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n";
        String third = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n";

        try (Served served = new Served(first + second + third + "HTTP/1.1 204 None\r\n\r\n")) {
            Answer created = served.connection.receive("PUT");
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.interim()).containsExactly(100);
            assertThat(created.header("a")).hasValue("b");
            assertThat(created.text()).isEqualTo("abc");
            assertThat(served.connection.receive("GET").text()).isEqualTo("def");
            assertThat(served.connection.receive("HEAD").body()).isEmpty();
            assertThat(served.connection.receive("GET").status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 200 OK\r\n\r\nbody",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
                "HTTP/1.1 204 None\r\nContent-Length: 0\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String answer) throws IOException {
        try (Served served = new Served(answer)) {
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> served.connection.receive("GET"));
        }
    }

    @Test
    void sendsWhatItIsGiven() {
        Request request = Request.of("PATCH", "/v2/../a%2F\u00e9")
                .header("X", "y")
                .host("h")
                .chunked("ab".getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(request.bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("PATCH /v2/../a%2F\u00e9 HTTP/1.1\r\nX: y\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\nab\r\n0\r\n\r\n");
    }

    /** A server that says one thing and ends. */
    private static final class Served implements AutoCloseable {

        private final ServerSocket socket;
        private final Connection connection;

        Served(String text) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            connection = Connection.open(socket.getLocalPort());
            try (Socket accepted = socket.accept();
                    OutputStream out = accepted.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
            socket.close();
        }
    }
}

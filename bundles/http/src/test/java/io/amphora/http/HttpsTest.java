package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that speaks TLS. */
class HttpsTest {

    private static final String PASSWORD = "not-secret";

    @TempDir
    private Path directory;

    @Test
    void thisMachineIsServedThroughTlsToo() throws Exception {
        SslContextFactory.Server keys = keys();
        try (RegistryServer server = RegistryServer.local()) {
            ServerConnector connector = connect(server, keys);
            HttpClient client = HttpClient.newBuilder().sslContext(trust(keys)).build();
            URI uri = URI.create("https://localhost:" + connector.getLocalPort() + "/v2/");

            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void anEarlyAnswerArrivesThroughTlsToo() throws Exception {
        SslContextFactory.Server keys = keys();
        try (RegistryServer server = RegistryServer.local()) {
            server.registry.onWrite = bytes -> {
                throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "ended");
            };
            int port = connect(server, keys).getLocalPort();
            try (RawConnection connection =
                    new RawConnection(trust(keys).getSocketFactory().createSocket("localhost", port))) {
                connection.send("PATCH " + server.upload()
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\na");

                assertThat(connection.answer().status()).isEqualTo(404);
                connection.send(new byte[999_999]);
                assertThat(connection.endsProperly()).isTrue();
            }
            assertThat(eventually(() -> server.servlet.status().get(1).value().equals("0")))
                    .isTrue();
        }
    }

    private static ServerConnector connect(RegistryServer server, SslContextFactory.Server keys) throws Exception {
        ServerConnector connector = new ServerConnector(server.server, keys);
        connector.setHost("127.0.0.1");
        server.server.addConnector(connector);
        connector.start();
        return connector;
    }

    /** A key for this machine, made by the tool of the JDK that runs the test. */
    private SslContextFactory.Server keys() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "here",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setKeyStorePath(store.toString());
        keys.setKeyStorePassword(PASSWORD);
        return keys;
    }

    private static SSLContext trust(SslContextFactory.Server keys) throws Exception {
        SslContextFactory.Client client = new SslContextFactory.Client();
        client.setTrustStorePath(keys.getKeyStorePath());
        client.setTrustStorePassword(PASSWORD);
        client.start();
        return client.getSslContext();
    }
}

package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

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
            ServerConnector connector = new ServerConnector(server.server, keys);
            connector.setHost("127.0.0.1");
            server.server.addConnector(connector);
            connector.start();
            HttpClient client = HttpClient.newBuilder().sslContext(trust(keys)).build();
            URI uri = URI.create("https://localhost:" + connector.getLocalPort() + "/v2/");

            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
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

package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Storage that fails in ways it should not. */
class FaultyStorageTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @Test
    void anErrorOnCloseDoesNotLeaveTheExchangeOpen() throws Exception {
        try (RegistryServer server = RegistryServer.local();
                RawConnection push = server.connect()) {
            server.registry.onClose = () -> {
                throw new NoClassDefFoundError("gone with an update");
            };
            push.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na");
            assertThat(eventually(() -> open(server) == 1)).isTrue();

            push.reset();

            assertThat(eventually(() -> open(server) == 0)).isTrue();
        }
    }

    @Test
    void anErrorWhileAnAnswerIsMadeIs500() throws Exception {
        try (RegistryServer server = RegistryServer.local()) {
            server.registry.onClose = () -> {
                throw new NoClassDefFoundError("gone with an update");
            };

            Answer answer = server.request("PATCH " + server.upload() + " HTTP/1.1", CONTENT);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(eventually(() -> open(server) == 0)).isTrue();
        }
    }

    @Test
    void anUploadThatCannotBePreparedIsClosed() throws Exception {
        try (RegistryServer server = RegistryServer.local()) {
            AtomicInteger closed = new AtomicInteger();
            server.registry.onClose = closed::incrementAndGet;
            server.registry.onExpect = () -> {
                throw new IllegalStateException("not expected");
            };
            String put = "PUT " + server.upload() + "?digest=" + FakeRegistry.digest(CONTENT) + " HTTP/1.1";

            assertThat(server.request(put, CONTENT).status()).isEqualTo(500);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void whoIsOvertakenIsToldWhereTheUploadGoesOn() throws Exception {
        try (RegistryServer server = RegistryServer.local()) {
            String upload = server.upload();
            server.registry.onWrite = bytes -> {
                throw new RegistryException(ErrorCode.BLOB_UPLOAD_INVALID, "reason", "another request took over");
            };

            Answer answer = server.request("PATCH " + upload + " HTTP/1.1", CONTENT);

            assertThat(answer.status()).isEqualTo(416);
            assertThat(answer.text()).contains("another request took over");
            assertThat(answer.header("Location")).contains(upload);
            assertThat(answer.header("Range")).isPresent();
        }
    }

    private static int open(RegistryServer server) {
        return Integer.parseInt(server.servlet.status().get(1).value());
    }
}

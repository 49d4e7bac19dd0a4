package io.amphora.http;

import static io.amphora.http.RegistryServer.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Manifest;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call to storage that was given up may use its buffer later; nobody else's bytes may be in that by then. */
class BufferReuseTest {

    private static final int MIB = 1024 * 1024;

    private final AtomicReference<ByteBuffer> kept = new AtomicReference<>();
    private RegistryServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RegistryServer(new RegistryServer.Settings("local", 0, 1, 60));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aReadThatWasGivenUpSpoilsNoOtherPull() throws IOException {
        Digest zeros = server.registry.put("a/b", new byte[2 * MIB]);
        String pull = "GET /v2/a/b/blobs/" + zeros + " HTTP/1.1";
        server.registry.onRead = this::giveUp;
        assertThat(server.request(pull).status()).isEqualTo(503);
        assertThat(noBufferIsOut()).isTrue();

        server.registry.onRead = bytes -> scribble();

        assertThat(server.request(pull).body()).containsOnly(0);
    }

    @Test
    void aWriteThatWasGivenUpSpoilsNoOtherPush() throws IOException {
        byte[] zeros = new byte[2 * MIB];
        server.registry.onWrite = this::giveUp;
        assertThat(server.request("PATCH " + server.upload() + " HTTP/1.1", zeros)
                        .status())
                .isEqualTo(503);
        assertThat(noBufferIsOut()).isTrue();

        server.registry.onWrite = bytes -> scribble();
        String put = "PUT " + server.upload() + "?digest=" + FakeRegistry.digest(zeros) + " HTTP/1.1";

        assertThat(server.request(put, zeros).status()).isEqualTo(201);
    }

    @Test
    void nothingIsWrittenBehindAPieceThatCouldNotBe() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        server.registry.onWrite = bytes -> {
            writes.incrementAndGet();
            await(second);
            giveUp(bytes);
        };
        server.servlet.modified(new RegistryServer.Settings("local", 0, 2, 60));
        try (RawConnection connection = server.connect()) {
            connection.send("PATCH " + server.upload() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na");
            assertThat(eventually(() -> writes.get() == 1)).isTrue();
            connection.send("b");
            assertThat(eventually(() -> buffersOut().equals("2"))).isTrue();

            second.countDown();

            assertThat(connection.answer().status()).isEqualTo(503);
        }
        assertThat(noBufferIsOut()).isTrue();
        assertThat(writes).hasValue(1);
    }

    @Test
    void aManifestAsLargeAsABufferIsNotTakenForOne() throws IOException {
        byte[] content = new byte[MIB];
        Digest name = FakeRegistry.digest(content);
        server.registry.manifests.put(
                "a/b@" + name, new Manifest(new Descriptor("a/b", name, MIB), ByteBuffer.wrap(content)));

        assertThat(server.request("GET /v2/a/b/manifests/" + name + " HTTP/1.1").body())
                .hasSize(MIB);

        assertThat(noBufferIsOut()).isTrue();
        byte[] other = new byte[MIB];
        other[0] = 1;
        server.request("GET /v2/a/b/blobs/" + server.registry.put("a/b", other) + " HTTP/1.1");
        assertThat(content[0]).isZero();
    }

    private void giveUp(ByteBuffer bytes) throws RegistryException {
        kept.set(bytes.duplicate());
        throw new RegistryException(ErrorCode.UNAVAILABLE, "reason", "given up");
    }

    private void scribble() {
        ByteBuffer bytes = kept.get().duplicate().clear();
        while (bytes.hasRemaining()) {
            bytes.put((byte) 1);
        }
    }

    private boolean noBufferIsOut() {
        return eventually(() -> buffersOut().equals("0"));
    }

    private String buffersOut() {
        return server.servlet.status().get(2).value();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

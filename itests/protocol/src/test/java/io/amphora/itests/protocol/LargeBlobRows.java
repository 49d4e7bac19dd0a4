package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.withDigest;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 56 of SPEC.md 6.2: a blob of 20 GB. Needs that much room below the temporary folder. */
@Tag("long")
class LargeBlobRows {

    private static final String REPOSITORY = "rows/large";
    private static final long SIZE = 20L * 1000 * 1000 * 1000;
    private static final int PIECE = 1000 * 1000;
    private static final Duration PATIENCE_OF_CLIENTS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final byte[] piece = Content.fresh(PIECE);

    @Test
    @DisplayName("SPEC row 56: 20 GB are answered within 30 s after the last byte")
    void row56LargeBlobIsAnsweredInTime() throws Exception {
        try (DistributionServer server = DistributionServer.start(folder, Map.of())) {
            RegistryClient client = new RegistryClient(server.port());
            String digest = digest();
            String target = withDigest(client.begin(REPOSITORY), digest);
            try (Connection connection = client.connect()) {
                Request put = Request.of("PUT", target).header("Content-Length", Long.toString(SIZE));
                connection.send(put.head());
                for (long i = 0; i < SIZE / PIECE; i++) {
                    connection.send(piece(i));
                }
                long sent = System.nanoTime();
                Answer answer = connection.patience(PATIENCE_OF_CLIENTS).receive("PUT");

                assertThat(answer).isServed(201).hasHeader("Docker-Content-Digest", digest);
                assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(PATIENCE_OF_CLIENTS);
            }
            assertThat(client.head(RegistryClient.blob(REPOSITORY, digest)))
                    .isServed(200)
                    .hasHeader("Content-Length", Long.toString(SIZE));
            assertThat(lastByte(client, digest)).isEqualTo(piece[PIECE - 1]);
        }
    }

    private static byte lastByte(RegistryClient client, String digest) throws IOException {
        Answer answer = client.send(
                Request.of("GET", RegistryClient.blob(REPOSITORY, digest)).header("Range", "bytes=-1"));
        assertThat(answer).isServed(206);
        return answer.body()[0];
    }

    private String digest() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long i = 0; i < SIZE / PIECE; i++) {
            digest.update(piece(i));
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** The same bytes but for their number, so that pieces in another order are another blob. */
    private byte[] piece(long number) {
        ByteBuffer.wrap(piece).putLong(number);
        return piece;
    }
}

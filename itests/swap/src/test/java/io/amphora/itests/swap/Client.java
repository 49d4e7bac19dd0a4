package io.amphora.itests.swap;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.swap.Transfer.Direction;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;

/**
 * Sends requests at a pace, one connection each, and measures how long each waits for the registry. A connection that
 * breaks where nothing allows it is an {@link AssertionError}. Used by one thread.
 */
final class Client {

    /** So little that a throttled client is never far behind what the registry does. */
    private static final int BUFFER = 64 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Scene scene;
    private final int port;
    private final long bytesPerSecond;
    private final boolean slow;

    Client(Scene scene, int port, Rate rate) {
        this.scene = scene;
        this.port = port;
        this.bytesPerSecond = rate.bytesPerSecond();
        this.slow = rate == Rate.SLOW;
    }

    private interface Talk {
        Answer with(Connection connection, Transfer transfer) throws IOException;
    }

    /** Sends a request that is answered soon. */
    Answer send(Request request) throws CutException {
        return exchange(request, Direction.OTHER, 0, (connection, transfer) -> {
            long sent = System.nanoTime();
            Answer answer = connection.exchange(request);
            transfer.waited(sent, System.nanoTime());
            return answer;
        });
    }

    /** Sends the bytes of a blob between two offsets. */
    Answer patch(String location, Blob blob, long from, long to) throws CutException {
        Request request = Request.of("PATCH", location)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", from + "-" + (to - 1))
                .header("Content-Length", Long.toString(to - from));
        return exchange(request, Direction.PATCH, to - from, (connection, transfer) -> {
            connection.send(request.head());
            try {
                sendBody(connection, transfer, blob, from, to);
            } catch (IOException e) {
                return answerOr(e, connection);
            }
            long sent = System.nanoTime();
            Answer answer = connection.receive("PATCH");
            transfer.waited(sent, System.nanoTime());
            return answer;
        });
    }

    private void sendBody(Connection connection, Transfer transfer, Blob blob, long from, long to) throws IOException {
        Pace pace = new Pace(bytesPerSecond, scene::over);
        byte[] piece = new byte[BUFFER];
        for (long offset = from; offset < to; ) {
            int length = (int) Math.min(piece.length, to - offset);
            blob.read(offset, piece, length);
            long before = System.nanoTime();
            connection.send(piece, 0, length);
            transfer.waited(before, System.nanoTime());
            transfer.moved(length);
            offset += length;
            pace.after(length);
        }
    }

    /** A registry may answer before it has the whole body. */
    private static Answer answerOr(IOException failure, Connection connection) throws IOException {
        try {
            return connection.receive("PATCH");
        } catch (IOException noAnswer) {
            failure.addSuppressed(noAnswer);
            throw failure;
        }
    }

    /**
     * Pulls a blob from an offset on.
     *
     * @param sha256 is told the bytes
     * @param received counts them, also those before a cut
     */
    Answer pull(Blob blob, MessageDigest sha256, Received received) throws CutException {
        long from = received.bytes();
        Request whole = Request.of("GET", RegistryClient.blob(blob.repository(), blob.digest()));
        Request request = from == 0 ? whole : whole.header("Range", "bytes=" + from + "-");
        return exchange(request, Direction.PULL, blob.size() - from, (connection, transfer) -> {
            PacedSink sink = new PacedSink(transfer, new Pace(bytesPerSecond, scene::over), (bytes, at, count) -> {
                sha256.update(bytes, at, count);
                received.add(count);
            });
            return connection.send(request.bytes()).receive("GET", sink);
        });
    }

    private Answer exchange(Request request, Direction direction, long size, Talk talk) throws CutException {
        scene.count(request.method() + " requests");
        Transfer transfer = scene.begin(direction, slow, size);
        try (Connection connection = Connection.open(port, BUFFER)) {
            Answer answer = talk.with(connection.patience(PATIENCE), transfer);
            scene.outlived(transfer);
            return answer;
        } catch (IOException e) {
            scene.cut(transfer, request.toString(), e);
            throw new CutException(e);
        } finally {
            scene.end(transfer);
        }
    }
}

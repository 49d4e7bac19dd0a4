package io.amphora.itests.faults;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Pushes and pulls contents of any size as streams, one connection per request. What does not get an answer is an
 * {@link IOException}; what a status means is the caller's matter. Thread-safe.
 */
final class StreamingClient {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final IntSupplier port;

    /** A client of the registry that is at that port at the time of a request. */
    StreamingClient(IntSupplier port) {
        this.port = port;
    }

    /** Sends a request that has no body, or brings it along. */
    Answer send(Request request) throws IOException {
        try (Connection connection = connect()) {
            return connection.exchange(request);
        }
    }

    /**
     * Sends a request with a body.
     *
     * @param length of the body, or -1 to send it in chunks
     * @param sent is told how many bytes of the body went off
     */
    Answer send(Request request, long length, Body body, AtomicLong sent) throws IOException {
        try (Connection connection = connect()) {
            BodyOutput out = new BodyOutput(connection, length, sent);
            try {
                connection.send(out.announced(request).head());
                body.writeTo(out);
                out.end();
            } catch (IOException e) {
                return answerOr(e, connection, request);
            }
            return connection.receive(request.method());
        }
    }

    /** A registry may answer before it has the whole body. */
    private static Answer answerOr(IOException failure, Connection connection, Request request) throws IOException {
        try {
            return connection.receive(request.method());
        } catch (IOException noAnswer) {
            failure.addSuppressed(noAnswer);
            throw failure;
        }
    }

    /** Begins an upload and gives its location. */
    String begin(String repository) throws IOException {
        Answer answer =
                send(Request.of("POST", "/v2/" + repository + "/blobs/uploads/").body(new byte[0]));
        if (answer.status() != 202) {
            throw new AssertionError("POST in " + repository + ": " + answer);
        }
        return RegistryClient.location(answer);
    }

    /** A PATCH that goes on at its location's offset. */
    static Request patch(String location) {
        return Request.of("PATCH", location).header("Content-Type", "application/octet-stream");
    }

    /** A PATCH of the bytes between two offsets. */
    static Request patch(String location, long from, long to) {
        return patch(location).header("Content-Range", from + "-" + (to - 1));
    }

    /** The PUT that ends an upload. */
    static Request finish(String location, String digest) {
        return Request.of("PUT", RegistryClient.withDigest(location, digest));
    }

    Answer status(String location) throws IOException {
        return send(Request.of("GET", location));
    }

    /** Pulls a blob and writes it to {@code to}. */
    Answer blob(String repository, String digest, OutputStream to) throws IOException {
        try (Connection connection = connect()) {
            return connection
                    .send(Request.of("GET", RegistryClient.blob(repository, digest))
                            .bytes())
                    .receive("GET", to);
        }
    }

    Answer manifest(String repository, String reference, String type) throws IOException {
        return send(Request.of("GET", RegistryClient.manifest(repository, reference))
                .header("Accept", type));
    }

    Connection connect() throws IOException {
        return Connection.open(port.getAsInt()).patience(PATIENCE);
    }

    /** How many bytes an upload has by the {@code Range} of an answer; none where it says {@code 0-0}. */
    static long received(Answer answer) {
        String range = answer.header("Range").orElseThrow(() -> new AssertionError("no Range: " + answer));
        long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
        return last == 0 ? 0 : last + 1;
    }
}

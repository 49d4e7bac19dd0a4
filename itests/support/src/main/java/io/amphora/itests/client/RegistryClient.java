package io.amphora.itests.client;

import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;

/**
 * The endpoints of a registry, a connection for each request. Answers are returned as they came; methods whose name is
 * what they achieve ({@link #push}, {@link #begin}) fail if they did not. Thread-safe.
 */
public final class RegistryClient {

    private final int port;

    /** For the registry at that port of 127.0.0.1. */
    public RegistryClient(int port) {
        this.port = port;
    }

    /** A new connection, for tests that send by themselves. */
    public Connection connect() throws IOException {
        return Connection.open(port);
    }

    /** Sends a request on a connection of its own. */
    public Answer send(Request request) throws IOException {
        try (Connection connection = connect()) {
            return connection.exchange(request);
        }
    }

    /** A request without a body. */
    public Answer send(String method, String target) throws IOException {
        return send(Request.of(method, target));
    }

    /** A GET. */
    public Answer get(String target) throws IOException {
        return send("GET", target);
    }

    /** A HEAD. */
    public Answer head(String target) throws IOException {
        return send("HEAD", target);
    }

    /** A DELETE. */
    public Answer delete(String target) throws IOException {
        return send("DELETE", target);
    }

    /** The address of a blob. */
    public static String blob(String repository, String digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }

    /** The address of a manifest. */
    public static String manifest(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    /** Begins an upload: its address. */
    public String begin(String repository) throws IOException {
        Request request =
                Request.of("POST", "/v2/" + repository + "/blobs/uploads/").body(new byte[0]);
        return location(expect(202, request));
    }

    /** Appends to an upload without saying where. */
    public Answer patch(String upload, byte[] bytes) throws IOException {
        return send(Request.of("PATCH", upload).body(bytes));
    }

    /** Appends a chunk to an upload, with its place. */
    public Answer patch(String upload, long start, byte[] bytes) throws IOException {
        return send(Request.of("PATCH", upload)
                .header("Content-Range", start + "-" + (start + bytes.length - 1))
                .body(bytes));
    }

    /** Appends to an upload: where it goes on. */
    public String append(String upload, byte[] bytes) throws IOException {
        return location(expect(202, Request.of("PATCH", upload).body(bytes)));
    }

    /** Ends an upload; the bytes may be none. */
    public Answer finish(String upload, String digest, byte[] bytes) throws IOException {
        return send(Request.of("PUT", withDigest(upload, digest)).body(bytes));
    }

    /** Puts a blob into a repository: its digest. */
    public String push(String repository, byte[] blob) throws IOException {
        String digest = Content.digest(blob);
        expect(201, Request.of("PUT", withDigest(begin(repository), digest)).body(blob));
        return digest;
    }

    /** Puts a manifest into a repository. */
    public Answer putManifest(String repository, String reference, String type, byte[] manifest) throws IOException {
        return send(Request.of("PUT", manifest(repository, reference))
                .header("Content-Type", type)
                .body(manifest));
    }

    /** The address of an upload with the digest that ends it. */
    public static String withDigest(String upload, String digest) {
        return upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest;
    }

    /** What an answer says in {@code Location}. */
    public static String location(Answer answer) {
        return answer.header("Location").orElseThrow(() -> new IllegalStateException("no Location: " + answer));
    }

    private Answer expect(int status, Request request) throws IOException {
        Answer answer = send(request);
        if (answer.status() != status) {
            throw new IllegalStateException(request + ": expected " + status + ", got " + answer);
        }
        return answer;
    }
}

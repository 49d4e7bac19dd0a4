package io.amphora.itests.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as it goes over the wire. Nothing is checked, escaped or normalised; {@link #of} adds {@code Host}, a body
 * with a length adds that length, and the rest is the test's. Immutable. Text is Latin-1, a character a byte.
 */
public final class Request {

    private final String method;
    private final String requestLine;
    private final List<String> headerLines;
    private final byte[] body;

    private Request(String method, String requestLine, List<String> headerLines, byte[] body) {
        this.method = method;
        this.requestLine = requestLine;
        this.headerLines = headerLines;
        this.body = body;
    }

    /** A request without a body, with the target exactly as given. */
    public static Request of(String method, String target) {
        return new Request(method, method + " " + target + " HTTP/1.1", List.of("Host: 127.0.0.1"), new byte[0]);
    }

    /** The same with another request line; the method for reading the answer stays. */
    public Request requestLine(String line) {
        return new Request(method, line, headerLines, body);
    }

    /** The same with one more header line. */
    public Request header(String name, String value) {
        return line(name + ": " + value);
    }

    /** The same with one more line among the headers, exactly as given. */
    public Request line(String line) {
        List<String> lines = new ArrayList<>(headerLines);
        lines.add(line);
        return new Request(method, requestLine, lines, body);
    }

    /** The same without the header lines of that name. */
    public Request without(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        List<String> kept = headerLines.stream()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
        return new Request(method, requestLine, kept, body);
    }

    /** The same with another value of {@code Host}. */
    public Request host(String host) {
        return without("Host").header("Host", host);
    }

    /** The same with a body and its length. */
    public Request body(byte[] content) {
        return header("Content-Length", Integer.toString(content.length)).tail(content);
    }

    /** The same with a body in chunks, ended as it should be. */
    public Request chunked(byte[]... chunks) {
        return header("Transfer-Encoding", "chunked").tail(chunks(true, chunks));
    }

    /** The same with these bytes after the empty line, and no header about them. */
    public Request tail(byte[] bytes) {
        return new Request(method, requestLine, headerLines, bytes);
    }

    /** Chunks as they go over the wire, with or without the one that ends the body. */
    public static byte[] chunks(boolean ended, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            out.writeBytes(latin1(Integer.toHexString(chunk.length) + "\r\n"));
            out.writeBytes(chunk);
            out.writeBytes(latin1("\r\n"));
        }
        if (ended) {
            out.writeBytes(latin1("0\r\n\r\n"));
        }
        return out.toByteArray();
    }

    /** The method; the answer to a HEAD is read without a body. */
    public String method() {
        return method;
    }

    /** The request line and the headers, up to and with the empty line. */
    public byte[] head() {
        StringBuilder head = new StringBuilder(requestLine).append("\r\n");
        headerLines.forEach(line -> head.append(line).append("\r\n"));
        return latin1(head.append("\r\n").toString());
    }

    /** Everything. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head());
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return requestLine.length() <= 200 ? requestLine : requestLine.substring(0, 200) + "…";
    }
}

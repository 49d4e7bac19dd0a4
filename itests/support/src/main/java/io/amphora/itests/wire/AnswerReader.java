package io.amphora.itests.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers, and only what belongs to them, so that the next one on the connection starts where it should. A missing
 * CR, a folded header, two lengths, a body where none may be, or a short one is a {@link WireException}.
 */
final class AnswerReader {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9])( [\\x20-\\x7e]*)?");
    private static final Pattern HEADER_LINE = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,15}");
    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read(String method) throws IOException {
        List<Integer> interim = new ArrayList<>();
        int status = statusLine();
        List<Header> headers = headers();
        while (status < 200) {
            interim.add(status);
            status = statusLine();
            headers = headers();
        }
        Answer bare = new Answer(status, interim, headers, new byte[0]);
        return new Answer(status, interim, headers, body(bare, method));
    }

    private int statusLine() throws IOException {
        String line = line();
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new WireException("not a status line: " + line);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            Matcher matcher = HEADER_LINE.matcher(line);
            if (!matcher.matches()) {
                throw new WireException("not a header line: " + line);
            }
            headers.add(new Header(matcher.group(1), matcher.group(2)));
        }
        return headers;
    }

    private byte[] body(Answer answer, String method) throws IOException {
        List<String> lengths = answer.headers("Content-Length");
        List<String> codings = answer.headers("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw new WireException("more than one length: " + answer.headers());
        }
        if (!lengths.isEmpty() && !LENGTH.matcher(lengths.get(0)).matches()) {
            throw new WireException("not a length: " + lengths);
        }
        if (answer.status() == 204 && !(lengths.isEmpty() && codings.isEmpty())) {
            throw new WireException("204 with a length: " + answer.headers());
        }
        if (method.equals("HEAD") || answer.status() == 204 || answer.status() == 304) {
            return new byte[0];
        }
        if (!codings.isEmpty()) {
            return chunks(codings.get(0));
        }
        if (!lengths.isEmpty()) {
            return exactly(Long.parseLong(lengths.get(0)));
        }
        if (!answer.closes()) {
            throw new WireException("neither a length nor the end of the connection: " + answer.headers());
        }
        return in.readAllBytes();
    }

    private byte[] chunks(String coding) throws IOException {
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new WireException("not a transfer coding: " + coding);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            if (!CHUNK_SIZE.matcher(size).matches()) {
                throw new WireException("not the size of a chunk: " + size);
            }
            byte[] chunk = exactly(Long.parseLong(size, 16));
            if (!line().isEmpty()) {
                throw new WireException("a chunk longer than its size, or trailers");
            }
            if (chunk.length == 0) {
                return out.toByteArray();
            }
            out.writeBytes(chunk);
        }
    }

    private byte[] exactly(long length) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(length));
        if (bytes.length < length) {
            throw new WireException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new WireException(
                        line.size() == 0 ? "the connection ended without an answer" : "the connection ended in a line");
            }
            if (b == '\n' || b == 0 || line.size() >= LONGEST_LINE) {
                throw new WireException("a line that does not end as it should: " + line);
            }
            line.write(b);
        }
        if (in.read() != '\n') {
            throw new WireException("CR without LF after: " + line);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}

package io.amphora.itests.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    private static final int PIECE = 256 * 1024;

    private final InputStream in;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read(String method) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Answer bare = read(method, body);
        return new Answer(bare.status(), bare.interim(), bare.headers(), body.toByteArray());
    }

    Answer read(String method, OutputStream body) throws IOException {
        List<Integer> interim = new ArrayList<>();
        int status = statusLine();
        List<Header> headers = headers();
        while (status < 200) {
            interim.add(status);
            status = statusLine();
            headers = headers();
        }
        Answer bare = new Answer(status, interim, headers, new byte[0]);
        body(bare, method, body);
        return bare;
    }

    void readContinue() throws IOException {
        int status = statusLine();
        headers();
        if (status != 100) {
            throw new WireException("not told to go on: " + status);
        }
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

    private void body(Answer answer, String method, OutputStream to) throws IOException {
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
            return;
        }
        if (!codings.isEmpty()) {
            chunks(codings.get(0), to);
        } else if (!lengths.isEmpty()) {
            exactly(Long.parseLong(lengths.get(0)), to);
        } else if (answer.closes()) {
            in.transferTo(to);
        } else {
            throw new WireException("neither a length nor the end of the connection: " + answer.headers());
        }
    }

    private void chunks(String coding, OutputStream to) throws IOException {
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new WireException("not a transfer coding: " + coding);
        }
        while (true) {
            String size = line();
            if (!CHUNK_SIZE.matcher(size).matches()) {
                throw new WireException("not the size of a chunk: " + size);
            }
            long length = Long.parseLong(size, 16);
            exactly(length, to);
            if (!line().isEmpty()) {
                throw new WireException("a chunk longer than its size, or trailers");
            }
            if (length == 0) {
                return;
            }
        }
    }

    private void exactly(long length, OutputStream to) throws IOException {
        byte[] piece = new byte[(int) Math.min(length, PIECE)];
        for (long left = length; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) {
                throw new WireException("the connection ended after " + (length - left) + " of " + length + " bytes");
            }
            to.write(piece, 0, count);
            left -= count;
        }
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

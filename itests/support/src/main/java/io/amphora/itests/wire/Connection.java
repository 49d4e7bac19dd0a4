package io.amphora.itests.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection to a port of this machine. Sends what it is given and reads one answer after the other. Used by one
 * thread at a time; reading fails after 15 s without a byte unless {@link #patience} says otherwise.
 */
public final class Connection implements Closeable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Socket socket;
    private final BufferedInputStream in;
    private final AnswerReader answers;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        this.answers = new AnswerReader(in);
    }

    /** Connects to 127.0.0.1. */
    public static Connection open(int port) throws IOException {
        return connect(new Socket(), port);
    }

    /** The same with small buffers on our end, so that the server gets no more than about that many bytes ahead. */
    public static Connection open(int port, int bufferBytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(bufferBytes);
        socket.setSendBufferSize(bufferBytes);
        return connect(socket, port);
    }

    private static Connection connect(Socket socket, int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), CONNECT_MILLIS);
            return new Connection(socket).patience(PATIENCE);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** How long reading waits for a byte. */
    public Connection patience(Duration wait) throws IOException {
        socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
        return this;
    }

    /** Sends these bytes. */
    public Connection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends some of these bytes. */
    public Connection send(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
        return this;
    }

    /** Sends these characters as Latin-1. */
    public Connection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the answer to a request of that method. */
    public Answer receive(String method) throws IOException {
        return answers.read(method);
    }

    /** Reads the answer to a request of that method and passes its body on as it comes; the answer has none. */
    public Answer receive(String method, OutputStream body) throws IOException {
        return answers.read(method, body);
    }

    /**
     * Sends the head of a request that expects to be told to go on, and waits for that: the server has then taken the
     * request and wants its body.
     */
    public Connection announce(Request request) throws IOException {
        send(request.header("Expect", "100-continue").head());
        answers.readContinue();
        return this;
    }

    /** Sends a request and reads its answer. */
    public Answer exchange(Request request) throws IOException {
        return send(request.bytes()).receive(request.method());
    }

    /**
     * The same for a request that the server may refuse before it has read it: nothing if it cut the connection.
     *
     * @throws SocketTimeoutException if it does neither
     */
    public Optional<Answer> exchangeUnlessCut(Request request) throws SocketTimeoutException {
        try {
            send(request.bytes());
        } catch (IOException e) {
            // The answer may have come before the cut.
        }
        try {
            return Optional.of(receive(request.method()));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Says that nothing more comes from here; answers may still. */
    public Connection finishOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Tears the connection down with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Our end of the connection. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** Whether the server ends the connection within that time without sending anything more. */
    public boolean endsWithin(Duration wait) throws IOException {
        patience(wait);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Up to that many bytes of what the server sends next; fewer at the end of the connection. */
    public byte[] receiveBytes(int most) throws IOException {
        return in.readNBytes(most);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

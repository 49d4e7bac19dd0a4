package io.amphora.http.exchange;

import io.amphora.http.reply.Body;
import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import io.amphora.http.transport.Carrier;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Work on it runs in turn on the workers; the container's threads only move bytes. It is
 * replied to once, or cut, and ends once; a worker then closes what it holds and gives it back to the container.
 */
public final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private static final long IDLE = Long.MIN_VALUE;

    private enum State {
        OPEN,
        REPLYING,
        /** The client has its answer, and may still send. */
        ANSWERED,
        ENDED
    }

    private final Exchanges exchanges;
    private final String id;
    private final String method;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Carrier carrier;
    private final SerialExecutor turns;
    private final Progress progress = new Progress();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final long begun = System.nanoTime();
    private final AtomicLong working = new AtomicLong(IDLE);
    private volatile Function<Throwable, Reply> faults;
    private final Deque<Closeable> resources = new ConcurrentLinkedDeque<>();
    private volatile String subject = "";
    private volatile Runnable flush = () -> {};
    private final Incoming incoming = new Incoming();
    private volatile @Nullable Remainder remainder;
    private volatile boolean unread;
    private volatile boolean receiving;
    private volatile long received;
    private volatile long sent;

    Exchange(Exchanges exchanges, String id, Carrier carrier, Function<Throwable, Reply> faults) {
        this.exchanges = exchanges;
        this.id = id;
        this.carrier = carrier;
        this.faults = faults;
        request = carrier.request();
        method = request.getMethod();
        response = carrier.response();
        turns = new SerialExecutor(exchanges.threads());
        unread = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** A piece of work on a request. */
    public interface Work {
        /** Does it; what it throws becomes the reply. */
        void run() throws IOException;
    }

    /** What came in. */
    public HttpServletRequest request() {
        return request;
    }

    /** Names it in logs. */
    public void subject(String text) {
        subject = text;
    }

    /** Says how faults are answered from now on. */
    public void onFault(Function<Throwable, Reply> replies) {
        faults = replies;
    }

    /** Runs work on a worker, after what is running for this exchange, unless there is nothing left to do. */
    public void run(Work work) {
        turns.execute(() -> {
            if (!isAnswered()) {
                working.set(System.nanoTime());
                try {
                    work.run();
                } catch (IOException | RuntimeException | Error e) {
                    fail(e);
                } finally {
                    working.set(IDLE);
                }
            }
        });
    }

    /** Reads the request's body into {@code intake}, and replies what that says. */
    public void receive(Intake intake) throws IOException {
        RequestBody body = new RequestBody(this, intake, exchanges.readBuffers());
        resources.push(body);
        receiving = true;
        flush = body::flush;
        if (!isAnswered()) {
            body.start(incoming, carrier.input());
        }
    }

    /** Replies, unless that was done or it is too late; runs on a worker. */
    public void reply(Reply reply) throws IOException {
        ReplyBody body = new ReplyBody(this, exchanges, method.equals("HEAD") ? new Body.None() : reply.body());
        resources.push(body);
        body.prepare();
        if (state.compareAndSet(State.OPEN, State.REPLYING)) {
            announce(reply);
            if (body.isEmpty()) {
                end();
            } else {
                body.start(carrier.output());
            }
        }
    }

    /** Ends with the reply to a fault, or by a cut where a reply has begun. */
    public void fail(Throwable fault) {
        if (isAnswered()) {
            LOG.debug("{} {} {} failed after its end", id, method, subject, fault);
            return;
        }
        try {
            Reply reply = faults.apply(fault);
            log(reply, fault);
            closeResources();
            if (state.get() == State.OPEN) {
                reply(reply);
                return;
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("{} cannot be replied to", id, e);
        }
        cut("reply broken off");
    }

    private void log(Reply reply, Throwable fault) {
        if (reply.status() == ErrorCode.STORAGE_FULL.status()) {
            LOG.warn("{} {} {}: {}", id, method, subject, String.valueOf(fault.getMessage()));
        } else if (reply.status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                && reply.status() != HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            LOG.error("{} {} {} failed", id, method, subject, fault);
        } else {
            LOG.debug("{} {} {}: {}", id, method, subject, String.valueOf(fault.getMessage()));
        }
    }

    /** Whether the client was told all that it will be told. */
    private boolean isAnswered() {
        return state.get().compareTo(State.ANSWERED) >= 0;
    }

    private boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    Progress progress() {
        return progress;
    }

    void bodyWasRead(long bytes) {
        received = bytes;
        receiving = false;
        unread = false;
    }

    /** Ends with what was replied, once the client has ended too, if it is still sending. */
    void end() {
        boolean waits = unread && !isBodyHeldBack() && !exchanges.isClosed();
        if (!state.compareAndSet(State.REPLYING, waits ? State.ANSWERED : State.ENDED)) {
            return;
        }
        LOG.debug(
                "{} {} {} {} {} bytes in, {} out, {} ms",
                id,
                method,
                subject,
                response.getStatus(),
                received,
                sent,
                (System.nanoTime() - begun) / 1_000_000);
        if (waits) {
            turns.execute(this::dropRemainder);
        } else {
            release();
        }
    }

    /** Ends after the answer. */
    void finish() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            release();
        }
    }

    /** A client that waits to be asked for its body is not asked any more, and sends none. */
    private boolean isBodyHeldBack() {
        return !receiving && request.getHeader("Expect") != null;
    }

    private void dropRemainder() {
        closeResources();
        try {
            carrier.output().close();
            Remainder rest = new Remainder(this, carrier.input());
            resources.push(rest);
            remainder = rest;
            if (!hasEnded()) {
                incoming.read(carrier.input(), rest);
            }
        } catch (IOException | RuntimeException | Error e) {
            // An Error too: nobody else would end it.
            LOG.debug("{} {} {}: cannot read the rest", id, method, subject, e);
            finish();
        }
    }

    /** Ends without a reply, or in the middle of one. */
    void cut(String reason) {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            LOG.debug("{} {} {} cut: {}", id, method, subject, reason);
            try {
                exchanges.transport().cut(request, response);
            } finally {
                release();
            }
        }
    }

    /** Ends at once because the registry goes: with a reply if nothing is under way. Runs on any thread. */
    void shutDown(Reply reply) {
        endNow(reply, "registry stops");
    }

    /** Ends before any work was begun, so without a worker, none of which may be free. */
    void refuse(Reply reply) {
        state.set(State.REPLYING);
        try {
            send(reply);
        } catch (IOException | RuntimeException e) {
            exchanges.transport().cut(request, response);
        } finally {
            state.set(State.ENDED);
            complete();
        }
    }

    private void endNow(Reply reply, String reason) {
        if (receiving || !state.compareAndSet(State.OPEN, State.REPLYING)) {
            cut(reason);
            return;
        }
        try {
            send(reply);
            end();
        } catch (IOException | IllegalStateException e) {
            cut(reason);
        }
    }

    /** Sends a short reply to the client now: the end of the exchange may have to wait for a worker. */
    private void send(Reply reply) throws IOException {
        announce(reply);
        if (reply.body() instanceof Body.Bytes bytes && !method.equals("HEAD")) {
            response.getOutputStream().write(bytes.content().array());
        }
        response.flushBuffer();
    }

    /**
     * Passes on what a slow client sent, and cuts one that does not do its part; ends an exchange whose work hangs, though
     * what it holds is closed only when that returns. Called now and then.
     */
    void tick(long now, ExchangeLimits limits) {
        long since = working.get();
        if (since != IDLE && now - since > limits.ourTurn().toNanos() && !hasEnded()) {
            LOG.warn("{} {} {}: storage does not answer", id, method, subject);
            endNow(
                    faults.apply(new RegistryException(ErrorCode.UNAVAILABLE, "reason", "storage does not answer")),
                    "storage does not answer");
            return;
        }
        flush.run();
        Remainder rest = remainder;
        if (rest != null && rest.isLate(now)) {
            cut("goes on sending after its answer");
        } else if (progress.stalled(now) > limits.clientsTurn().toNanos()) {
            cut("no progress");
        }
    }

    /** The container uses its objects again once a request is completed, so nothing may be left that touches them. */
    private void release() {
        turns.execute(() -> {
            closeResources();
            complete();
        });
    }

    private void complete() {
        try {
            carrier.complete();
        } catch (RuntimeException | Error e) {
            LOG.debug("{} was completed by the container", id, e);
        } finally {
            exchanges.ended(this);
        }
    }

    private void closeResources() {
        for (Closeable resource = resources.poll(); resource != null; resource = resources.poll()) {
            try {
                resource.close();
            } catch (IOException | RuntimeException | Error e) {
                // An Error too: a driver's classes may be gone after its update, and the others still have to be
                // closed.
                LOG.debug("{} {} {}: cannot close", id, method, subject, e);
            }
        }
    }

    private void announce(Reply reply) {
        response.setStatus(reply.status());
        response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
        response.setHeader("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(response::setHeader);
        if (unread) {
            // What is left of the body would be taken for the next request.
            response.setHeader("Connection", "close");
        }
        length(reply.body()).ifPresent(length -> {
            sent = method.equals("HEAD") ? 0 : length;
            response.setContentLengthLong(length);
        });
    }

    private static Optional<Long> length(Body body) {
        if (body instanceof Body.Announced announced) {
            return Optional.of(announced.length());
        }
        if (body instanceof Body.Bytes bytes) {
            return Optional.of((long) bytes.content().remaining());
        }
        return body instanceof Body.Stream stream ? Optional.of(stream.length()) : Optional.empty();
    }
}

package io.amphora.http.exchange;

import io.amphora.http.reply.Reply;
import io.amphora.http.transport.Carrier;
import io.amphora.http.transport.Transport;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open exchanges, and what they share: threads, buffers, and the watch over slow clients. */
public final class Exchanges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    private final Transport transport = Transport.find();
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();
    private final Reply notReady;
    private final BufferPool readBuffers;
    private final BufferPool writeBuffers;
    private final Workers workers;
    private final ScheduledExecutorService watch;
    private volatile ExchangeSettings settings;
    private volatile boolean closed;

    /**
     * Starts.
     *
     * @param notReady what is replied to who comes too late
     */
    public Exchanges(ExchangeSettings settings, Reply notReady) {
        this.settings = settings;
        this.notReady = notReady;
        // The servlet API reads into arrays, and so do digests; sockets take direct buffers without a copy.
        readBuffers = new BufferPool(settings.buffers(), ByteBuffer::allocate);
        writeBuffers = new BufferPool(settings.buffers(), ByteBuffer::allocateDirect);
        workers = new Workers(settings.threads());
        watch = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "amphora-http-watch"));
        watch.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Takes new settings, for what is open too. */
    public void settings(ExchangeSettings changed) {
        settings = changed;
        readBuffers.resize(changed.buffers());
        writeBuffers.resize(changed.buffers());
        workers.resize(changed.threads());
    }

    /**
     * Begins an exchange; while too many are open, by a refusal.
     *
     * @param carrier of a request that nobody else completes
     * @param faults how faults are replied to at first
     * @param work what to do, on a worker
     */
    public void begin(Carrier carrier, Function<Throwable, Reply> faults, Function<Exchange, Exchange.Work> work) {
        Exchange exchange = new Exchange(this, Long.toHexString(count.incrementAndGet()), carrier, faults);
        open.add(exchange);
        if (closed) {
            exchange.shutDown(notReady);
        } else if (open.size() > settings.limits().open()) {
            exchange.refuse(
                    faults.apply(new RegistryException(ErrorCode.UNAVAILABLE, "reason", "too many requests at once")));
        } else {
            exchange.run(work.apply(exchange));
        }
    }

    /** What the container knows of connections. */
    public Transport transport() {
        return transport;
    }

    /** How many exchanges are open. */
    public int size() {
        return open.size();
    }

    /** How many large buffers are in use. */
    public int buffersInUse() {
        return readBuffers.out() + writeBuffers.out();
    }

    /** Ends every exchange, and all threads. */
    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        open.forEach(exchange -> exchange.shutDown(notReady));
        workers.close();
    }

    boolean isClosed() {
        return closed;
    }

    Executor threads() {
        return workers::execute;
    }

    BufferPool readBuffers() {
        return readBuffers;
    }

    BufferPool writeBuffers() {
        return writeBuffers;
    }

    void ended(Exchange exchange) {
        open.remove(exchange);
    }

    private void tick() {
        long now = System.nanoTime();
        ExchangeLimits limits = settings.limits();
        for (Exchange exchange : open) {
            try {
                exchange.tick(now, limits);
            } catch (RuntimeException | Error e) {
                // An Error too: what is thrown out of here ends the watch for good.
                LOG.warn("cannot cut a client", e);
            }
        }
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.StoragePath;
import io.amphora.storage.admin.DriverUse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a driver, on a thread of the driver's. Given up by cancelling it; what it opened, or was made on, is then
 * closed as soon as it comes back.
 */
final class DriverCall<T> extends FutureTask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(DriverCall.class);

    private final Operation operation;
    private final StoragePath path;
    private final @Nullable AutoCloseable owner;
    private final Consumer<DriverCall<?>> ended;
    private final Work<T> work;
    private final Instant since = Instant.now();
    private volatile boolean begun;

    private DriverCall(Order<T> order, Consumer<DriverCall<?>> ended, Work<T> work) {
        super(work::run);
        this.operation = order.operation();
        this.path = order.path();
        this.owner = order.owner();
        this.ended = ended;
        this.work = work;
    }

    static <T> DriverCall<T> of(Order<T> order, Consumer<DriverCall<?>> ended) {
        return new DriverCall<>(order, ended, new Work<>(order.call()));
    }

    DriverUse use() {
        return new DriverUse(operation + " " + path, since);
    }

    /** Whether a thread has taken it up. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it is made on a reader or writer, which it closes if it is cancelled, begun or not. */
    boolean hasOwner() {
        return owner != null;
    }

    @Override
    public void run() {
        begun = true;
        try {
            super.run();
        } finally {
            if (isCancelled()) {
                close(owner);
                close(work.result);
            }
            ended.accept(this);
        }
    }

    private void close(@Nullable Object left) {
        if (left instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Throwable e) {
                // A driver may throw anything.
                LOG.debug("what {} of {} left open does not close", operation, path, e);
            }
        }
    }

    /**
     * What is asked of a driver.
     *
     * @param owner the reader or writer that it is asked of, if it is one
     */
    record Order<T>(Operation operation, StoragePath path, @Nullable AutoCloseable owner, Call<T> call) {

        Order(Operation operation, StoragePath path, Call<T> call) {
            this(operation, path, null, call);
        }
    }

    /** Calls the driver. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** Keeps the result, which a cancelled task forgets. */
    private static final class Work<T> {

        private final Call<T> call;
        private @Nullable T result;

        Work(Call<T> call) {
            this.call = call;
        }

        T run() throws IOException {
            T got = call.run();
            result = got;
            return got;
        }
    }
}

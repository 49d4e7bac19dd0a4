package io.amphora.storage.switching;

import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.switching.DriverCall.Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader that goes on, at its offset, with the next driver when its own goes away. The turn is had by the one call that
 * runs, or by who moves it.
 */
final class LeasedReader implements StorageReader, Tenant {

    private final StoragePath path;
    private final Tenure tenure;
    private final Turn turn = new Turn();
    private long offset;
    private @Nullable StorageReader reader;
    private volatile boolean open = true;

    /** A reader that is opened on the driver of an operation, at its first use. */
    LeasedReader(Tenure operation, StoragePath path, long offset) {
        this.path = path;
        this.offset = offset;
        this.tenure = operation.branch(this);
    }

    /** Takes over what was opened already. */
    LeasedReader with(Hold hold, StorageReader opened) {
        tenure.on(hold);
        reader = opened;
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        turn.lock();
        try {
            while (true) {
                if (!open) {
                    throw new ClosedChannelException();
                }
                Candidate candidate = tenure.take(path);
                try {
                    return read(candidate, target);
                } catch (DriverUnavailableException e) {
                    abandon();
                    throw e;
                } catch (DepartedException e) {
                    letGo();
                } catch (IOException e) {
                    if (!candidate.calls().hasEnded()) {
                        throw e;
                    }
                    abandon();
                }
            }
        } finally {
            turn.unlock();
            closeIfLeft();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Does not wait for a call that runs: the reader is closed as soon as that ends. */
    @Override
    public void close() {
        open = false;
        closeIfLeft();
    }

    @Override
    public String what() {
        return "read " + path;
    }

    @Override
    public void leave(BooleanSupplier isHeld) {
        turn.takeWhile(isHeld, this::letGo);
        closeIfLeft();
    }

    private int read(Candidate candidate, ByteBuffer target) throws IOException {
        StorageReader from = attached(candidate);
        ByteBuffer window = target.duplicate();
        int start = window.position();
        int room = window.remaining();
        int said = candidate.calls().run(new Order<>(Operation.READ, path, from, () -> from.read(window)));
        int moved = window.position() - start;
        boolean fine = said == -1 ? moved == 0 : said == moved && (said > 0 || room == 0);
        new Answers(candidate, path).count(said, moved, fine);
        target.position(start + moved);
        offset += moved;
        return said;
    }

    private StorageReader attached(Candidate candidate) throws IOException {
        StorageReader current = reader;
        if (current == null) {
            current = new Answers(candidate, path)
                    .opened(candidate.calls().run(new Order<>(Operation.READ, path, () -> candidate
                            .driver()
                            .read(path, offset))));
            reader = current;
            candidate.moved();
        }
        return current;
    }

    /** Closes the driver's reader, and keeps the offset. */
    private void letGo() {
        StorageReader last = reader;
        if (last != null) {
            reader = null;
            try {
                tenure.last().calls().runLast(new Order<>(Operation.CLOSE, path, last, () -> {
                    last.close();
                    return true;
                }));
            } catch (IOException e) {
                // It has gone, or hangs and is known as stuck.
                tenure.last().complain("a reader of " + path + " does not close", e);
            }
        }
        tenure.release();
    }

    /** Forgets the driver's reader: its call has not come back, and closes it when it does. */
    private void abandon() {
        reader = null;
        tenure.release();
    }

    private void closeIfLeft() {
        if (!open && turn.tryLock()) {
            try {
                letGo();
                tenure.end();
            } finally {
                turn.unlock();
            }
        }
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.switching.DriverCall.Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer that goes on, at a mark, with the next driver when its own goes away. The turn is had by the one call that
 * runs, or by who moves it. Bytes whose driver was lost before they had a mark are never taken for written.
 */
final class LeasedWriter implements StorageWriter, Tenant {

    private final StoragePath path;
    private final StoragePath target;
    private final Tenure tenure;
    private final Turn turn = new Turn();
    private long offset;

    /** The last mark of this content; null if it has none yet. */
    private volatile @Nullable Mark mark;

    private @Nullable StorageWriter writer;
    private @Nullable IOException lost;
    private volatile boolean open = true;

    /** A new content, begun on the driver of an operation at {@link #begin}. */
    LeasedWriter(Tenure operation, StoragePath path, StoragePath target) {
        this.path = path;
        this.target = target;
        this.tenure = operation.branch(this);
    }

    /** Goes on at a mark instead. */
    LeasedWriter at(Mark from) {
        mark = from;
        offset = from.offset();
        return this;
    }

    /** Opens it on the driver; what it holds is given back if that fails. */
    LeasedWriter begin() throws IOException {
        boolean begun = false;
        try {
            call(this::attached);
            begun = true;
            return this;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    @Override
    public long offset() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        return offset;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        int start = bytes.position();
        return call(candidate -> {
            ByteBuffer window = bytes.duplicate();
            StorageWriter to = attached(candidate);
            int said = candidate.calls().run(new Order<>(Operation.WRITE, path, to, () -> to.write(window)));
            int moved = window.position() - start;
            new Answers(candidate, path).count(said, moved, said == count && moved == count);
            bytes.position(start + moved);
            offset += moved;
            return said;
        });
    }

    @Override
    public Mark checkpoint() throws IOException {
        return call(candidate -> mark(candidate, attached(candidate), candidate.calls()::run));
    }

    @Override
    public void commit(StoragePath to) throws IOException {
        end(Operation.COMMIT, current -> current.commit(to));
    }

    @Override
    public void cancel() throws IOException {
        end(Operation.CANCEL, StorageWriter::cancel);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws StorageException {
        turn.lock();
        try {
            open = false;
            StorageWriter last = writer;
            if (last != null) {
                writer = null;
                tenure.last().calls().runLast(closing(last));
            }
        } catch (DepartedException e) {
            tenure.last().complain("a writer of " + path + " does not close", e);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(tenure.last().name(), path, "does not close", e);
        } finally {
            tenure.end();
            turn.unlock();
        }
    }

    @Override
    public String what() {
        return "write " + path;
    }

    /** A mark means nothing to a driver of another kind. */
    @Override
    public boolean fits(Candidate next) {
        return mark == null
                || next.properties().kind().equals(tenure.last().properties().kind());
    }

    @Override
    public void leave(BooleanSupplier isHeld) {
        turn.takeWhile(isHeld, this::letGo);
    }

    /** Does something on the driver of the moment, again on the next one where the call had no effect. */
    private <T> T call(Step<T> step) throws IOException {
        turn.lock();
        try {
            while (true) {
                checkOpen();
                Candidate candidate = tenure.take(path);
                try {
                    return step.on(candidate);
                } catch (DriverUnavailableException e) {
                    abandon(e);
                    throw e;
                } catch (DepartedException e) {
                    letGo();
                } catch (IOException e) {
                    if (!candidate.calls().hasEnded()) {
                        throw e;
                    }
                    abandon(e);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void end(Operation operation, Ending ending) throws IOException {
        call(candidate -> {
            StorageWriter current = attached(candidate);
            candidate.calls().run(new Order<>(operation, path, current, () -> {
                ending.run(current);
                return true;
            }));
            writer = null;
            open = false;
            return true;
        });
        tenure.end();
    }

    private StorageWriter attached(Candidate candidate) throws IOException {
        StorageWriter current = writer;
        if (current == null) {
            Mark from = mark;
            boolean isMoved = candidate != tenure.first();
            Order<StorageWriter> order = from == null
                    ? new Order<>(
                            Operation.WRITE, path, () -> candidate.driver().write(path, target))
                    : new Order<>(
                            Operation.RESUME, path, () -> candidate.driver().resume(path, from));
            current = new Answers(candidate, path).opened(candidate.calls().run(order));
            writer = current;
            if (isMoved) {
                candidate.moved();
            }
        }
        return current;
    }

    private Mark mark(Candidate candidate, StorageWriter from, Caller caller) throws IOException {
        Mark made = new Answers(candidate, path)
                .opened(caller.run(new Order<>(Operation.CHECKPOINT, path, from, from::checkpoint)));
        if (made.offset() != offset) {
            throw new Answers(candidate, path)
                    .broken("its mark is at " + made.offset() + ", " + offset + " bytes were written");
        }
        mark = made;
        return made;
    }

    private void letGo() {
        StorageWriter last = writer;
        if (last != null) {
            writer = null;
            letGo(tenure.last(), last);
        }
        tenure.release();
    }

    /** Leaves the bytes to whoever goes on at the mark. */
    private void letGo(Candidate candidate, StorageWriter last) {
        try {
            try {
                if (offset > 0 && !isMarked()) {
                    mark(candidate, last, candidate.calls()::runLast);
                }
            } finally {
                candidate.calls().runLast(closing(last));
            }
        } catch (IOException e) {
            lose(e);
            candidate.complain("a writer of " + path + " could not be moved", e);
        }
    }

    /** Forgets the driver's writer: its call has not come back, or failed because the driver has gone. */
    private void abandon(IOException why) {
        writer = null;
        tenure.release();
        lose(why);
    }

    private void lose(IOException why) {
        if (!isMarked() && offset > 0) {
            lost = why;
        }
    }

    private boolean isMarked() {
        Mark last = mark;
        return last != null && last.offset() == offset;
    }

    private void checkOpen() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        IOException why = lost;
        if (why != null) {
            DriverUnavailableException fault = new DriverUnavailableException(
                    tenure.last().name(), path, "the driver went away with bytes that had no mark");
            fault.initCause(why);
            throw fault;
        }
    }

    private Order<Boolean> closing(StorageWriter last) {
        return new Order<>(Operation.CLOSE, path, last, () -> {
            last.close();
            return true;
        });
    }

    /** Something done on a driver. */
    private interface Step<T> {
        T on(Candidate candidate) throws IOException;
    }

    /** How a content ends. */
    private interface Ending {
        void run(StorageWriter writer) throws IOException;
    }

    /** One of the two ways to call a driver. */
    private interface Caller {
        <T> T run(Order<T> order) throws IOException;
    }
}

package io.amphora.registry.core.upload;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.token.UploadPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of an upload, from the end of the chain. It becomes part of the chain by one record, or not at all. Another
 * request of this process may cut it between two calls; the lock is for that alone.
 */
final class UploadRequest implements LayerUpload {

    private static final Logger LOG = LoggerFactory.getLogger(UploadRequest.class);

    private enum Phase {
        OPENING,
        OPEN,
        CUT,
        ENDED
    }

    private final UploadSession session;
    private final RunningRequests running;
    private final ReentrantLock lock = new ReentrantLock();

    private UploadPosition start = RecordChain.BEGIN;
    private @Nullable UploadBytes bytes;
    private Phase phase = Phase.OPENING;
    private volatile long offset;

    UploadRequest(UploadSession session, RunningRequests running) {
        this.session = session;
        this.running = running;
    }

    UploadSession session() {
        return session;
    }

    /** Begins where earlier requests ended. */
    void begin(UploadPosition position, UploadBytes continuation) {
        lock.lock();
        try {
            start = position;
            bytes = continuation;
            offset = position.offset();
            phase = Phase.OPEN;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RepositoryName repository() {
        return session.files().repository();
    }

    @Override
    public UUID id() {
        return session.id();
    }

    @Override
    public Instant startedAt() {
        return session.startedAt();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void expect(Digest digest) {
        lock.lock();
        try {
            if (bytes != null) {
                bytes.expect(digest);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            UploadBytes open = open();
            int count = open.append(source);
            offset = open.offset();
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public UploadStatus acknowledge() throws IOException {
        lock.lock();
        try {
            UploadBytes open = open();
            if (offset == start.offset()) {
                end();
                return session.at(start);
            }
            if (!open.record(UploadRecord::progress)) {
                throw lost();
            }
            checkAlive();
            open.freeOthers();
            end();
            return session.at(
                    new UploadPosition(offset, RecordName.record(start.offset()).toString()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Descriptor finish(Digest digest) throws IOException {
        lock.lock();
        try {
            UploadBytes open = open();
            UploadFaults.checkAlgorithm(digest);
            String computed = open.digest();
            if (!digest.encoded().equals(computed)) {
                RegistryException fault = session.reject(start, digest, Digest.SHA256 + ":" + computed);
                drop();
                throw fault;
            }
            if (!open.record((nonce, received) -> UploadRecord.finish(nonce, received, digest))) {
                throw lost();
            }
            if (!session.files().isAlive()) {
                return finished(digest);
            }
            phase = Phase.ENDED;
            return new Publication(session.files(), digest, offset).publish(open.take());
        } finally {
            if (phase != Phase.OPEN) {
                running.leave(this);
            }
            lock.unlock();
        }
    }

    @Override
    public void cancel() throws IOException {
        lock.lock();
        try {
            open();
            drop();
            session.cancel(start);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return phase == Phase.OPEN;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (phase == Phase.OPEN) {
                try {
                    keep();
                } finally {
                    end();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the request between two calls of it, without keeping anything; false if it is in one, or has ended. */
    boolean cut() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            boolean open = phase == Phase.OPEN;
            phase = open ? Phase.CUT : phase;
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Releases what a request holds that was cut. */
    void release() {
        lock.lock();
        try {
            abandon();
        } finally {
            lock.unlock();
        }
    }

    private UploadBytes open() throws IOException {
        if (phase == Phase.CUT) {
            throw UploadFaults.overtaken();
        }
        if (phase != Phase.OPEN || bytes == null) {
            throw new ClosedChannelException();
        }
        return bytes;
    }

    private void checkAlive() throws RegistryException {
        if (!session.files().isAlive()) {
            drop();
            session.checkAlive();
        }
    }

    /** The upload ended since: by this very record, which somebody else published, or before it. */
    private Descriptor finished(Digest digest) throws RegistryException {
        drop();
        session.files().end();
        return Publication.published(session.files(), digest).orElseThrow(UploadFaults::ended);
    }

    /** Another request has the place on the chain: what this one brought is garbage. */
    private RegistryException lost() throws RegistryException {
        drop();
        return session.conflict(start);
    }

    /** Makes what was received durable, so that the client may go on there. */
    private void keep() {
        try {
            open().keep();
        } catch (IOException e) {
            LOG.debug("{} {}: what was received since {} is lost", repository(), id(), start.offset(), e);
        }
    }

    private void drop() {
        try {
            if (bytes != null) {
                bytes.drop();
            }
        } finally {
            end();
        }
    }

    private void end() {
        phase = Phase.ENDED;
        try {
            abandon();
        } finally {
            running.leave(this);
        }
    }

    private void abandon() {
        if (bytes != null) {
            bytes.abandon();
        }
    }
}

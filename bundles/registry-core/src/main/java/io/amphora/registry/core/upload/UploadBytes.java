package io.amphora.registry.core.upload;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.digest.Sha256;
import io.amphora.registry.core.digest.Sha256Engine;
import io.amphora.registry.core.digest.Sha256State;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.StorageFaults;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.WriterConflictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that one request brings: written, and digested beside that; nothing is read back. Every so many bytes they are
 * made durable, in a checkpoint file of this request alone. What an aborted request left at the same place is removed
 * before anything that its checkpoint names could be replaced. Used by one thread at a time.
 */
final class UploadBytes {

    private static final Logger LOG = LoggerFactory.getLogger(UploadBytes.class);

    /** So many first requests of one upload may leave bytes, each all that it received. */
    private static final int MAX_FIRST_REQUESTS = 16;

    private final UploadSession session;
    private final UploadFiles files;
    private final RecordName checkpoint;
    private final long interval;
    private final Sha256 digest;

    private @Nullable UploadWriter writer;
    private @Nullable Received durable;
    private Optional<StoragePath> target = Optional.empty();
    private long offset;
    private long checkpointed;
    private boolean prepared;
    private boolean whole = true;

    private UploadBytes(UploadSession session, Resources resources, Sha256State from) {
        this.session = session;
        this.files = session.files();
        this.checkpoint = new RecordName(from.length(), Nonce.next());
        this.interval = resources.settings().checkpointBytes();
        this.digest = resources.digests().resume(from);
        this.offset = from.length();
        this.checkpointed = from.length();
    }

    /**
     * What a request needs beside storage.
     *
     * @param settings those of the moment when it began
     * @param digests makes its digest
     */
    record Resources(UploadSettings settings, Sha256Engine digests) {}

    /** The first bytes of an upload; opened by the first write, for each request its own. */
    static UploadBytes fresh(UploadSession session, Resources resources) {
        return new UploadBytes(session, resources, Sha256State.start());
    }

    /** Bytes that go on where others end, which the writer holds. */
    static UploadBytes after(Received received, UploadWriter writer, UploadSession session, Resources resources) {
        UploadBytes bytes = new UploadBytes(session, resources, received.digest());
        bytes.writer = writer;
        bytes.durable = received;
        return bytes;
    }

    long offset() {
        return offset;
    }

    /** The digest of all bytes up to the offset, in hex. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    void expect(Digest content) {
        if (content.isSha256()) {
            target = Optional.of(StorageLayout.blob(content));
        }
    }

    int append(ByteBuffer source) throws RegistryException {
        checkWhole();
        int count = source.remaining();
        if (count == 0) {
            return 0;
        }
        // Until all of this is done, whatever ends it.
        whole = false;
        try {
            UploadWriter open = prepare();
            ByteBuffer view = source.duplicate();
            open.bytes().write(source);
            digest.update(view);
            offset += count;
            if (offset - checkpointed >= interval) {
                saveCheckpoint();
            }
        } catch (IOException e) {
            throw fault(e);
        }
        whole = true;
        return count;
    }

    /** Makes all bytes durable and adds the record of them to the chain; false if another one has its place. */
    boolean record(BiFunction<String, Received, UploadRecord> entry) throws RegistryException {
        checkWhole();
        try {
            return open().create(checkpoint.start(), entry.apply(Nonce.next(), received()));
        } catch (IOException e) {
            whole = false;
            throw fault(e);
        }
    }

    /** Leaves a checkpoint of what was received, for whoever goes on there. */
    void keep() throws RegistryException {
        if (!whole || offset == checkpointed) {
            return;
        }
        try {
            saveCheckpoint();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /**
     * Frees what other first requests left, which have bytes of their own each. Only once the chain begins with this one's:
     * before, another one could still be acknowledged. Looks only after requests that were long themselves.
     */
    void freeOthers() {
        if (checkpoint.start() > 0 || checkpointed == 0) {
            return;
        }
        try {
            for (RecordName name : files.checkpoints(0)) {
                Optional<Received> received = files.read(name).flatMap(UploadRecord::received);
                if (received.isPresent() && !name.equals(checkpoint)) {
                    free(name, received.get());
                }
            }
        } catch (RegistryException e) {
            LOG.debug("{}: what aborted requests left goes with the upload", session.id(), e);
        }
    }

    /** The writer, which the caller closes now. */
    UploadWriter take() throws RegistryException {
        UploadWriter taken = open();
        writer = null;
        return taken;
    }

    /** Lets the bytes be if a mark names them, else frees them. Any number of times. */
    void abandon() {
        try {
            if (durable == null) {
                drop();
            }
        } finally {
            close();
        }
    }

    /** Frees what this request brought, as far as nobody else has it. */
    void drop() {
        UploadWriter open = writer;
        if (open == null || checkpoint.start() > 0) {
            close();
            return;
        }
        try {
            if (checkpointed > 0) {
                open.delete(List.of(checkpoint));
            }
            open.bytes().cancel();
        } catch (IOException ignored) {
            // They go with the upload.
        } finally {
            close();
        }
    }

    private void saveCheckpoint() throws IOException {
        boolean isFirst = checkpoint.start() == 0 && checkpointed == 0;
        if (isFirst && files.checkpoints(0).size() >= MAX_FIRST_REQUESTS) {
            throw UploadFaults.tooManyAborted(MAX_FIRST_REQUESTS);
        }
        Received now = received();
        open().put(checkpoint, UploadRecord.progress(Nonce.next(), now));
        checkpointed = now.offset();
        session.checkAlive();
    }

    /** What the writer makes durable; asked even where nothing is new, as it knows whether it still has the bytes. */
    private Received received() throws IOException {
        Received known = durable;
        if (known != null && known.offset() == offset) {
            open().bytes().offset();
            return known;
        }
        Received now = new Received(open().bytes().checkpoint(), digest.state());
        durable = now;
        return now;
    }

    /** The writer, before whose first write no checkpoint may name bytes that it replaces. */
    private UploadWriter prepare() throws RegistryException {
        UploadWriter open = open();
        if (!prepared && checkpoint.start() > 0) {
            open.delete(files.checkpoints(checkpoint.start()));
        }
        prepared = true;
        return open;
    }

    private UploadWriter open() throws RegistryException {
        UploadWriter open = writer;
        if (open == null) {
            open = files.write(target);
            writer = open;
        }
        return open;
    }

    private void free(RecordName name, Received received) throws RegistryException {
        try {
            UploadWriter aborted = files.resume(received.mark());
            try {
                aborted.delete(List.of(name));
                aborted.bytes().cancel();
            } finally {
                aborted.close();
            }
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.BLOB_UPLOAD_UNKNOWN) {
                files.delete(List.of(name));
            } else if (e.code() != ErrorCode.BLOB_UPLOAD_INVALID) {
                throw e;
            }
        } catch (IOException e) {
            throw StorageFaults.of(e);
        }
    }

    private void close() {
        UploadWriter held = writer;
        writer = null;
        if (held != null) {
            held.close();
        }
    }

    private void checkWhole() throws RegistryException {
        if (!whole) {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_INVALID, "reason", "an earlier write failed");
        }
    }

    /** What a fault of storage means to an upload: it may have ended, or another request took the bytes over. */
    private RegistryException fault(IOException e) throws RegistryException {
        if (e instanceof StorageException && !(e instanceof StorageFullException)) {
            session.checkAlive();
        }
        return e instanceof WriterConflictException ? UploadFaults.overtaken() : StorageFaults.of(e);
    }
}

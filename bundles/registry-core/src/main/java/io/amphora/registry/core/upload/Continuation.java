package io.amphora.registry.core.upload;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.token.UploadPosition;
import java.util.Optional;

/**
 * How a request goes on at the place that its token names. The right to write is taken first and what storage says is
 * looked at under it, so that nothing in between can make the place a wrong one.
 */
final class Continuation {

    private final UploadSession session;
    private final UploadFiles files;
    private final UploadBytes.Resources resources;

    Continuation(UploadSession session, UploadBytes.Resources resources) {
        this.session = session;
        this.files = session.files();
        this.resources = resources;
    }

    void begin(UploadRequest request, UploadPosition position) throws RegistryException {
        if (position.offset() == 0) {
            checkFree(position);
            request.begin(position, UploadBytes.fresh(session, resources));
            return;
        }
        RecordName name = RecordName.parse(position.record())
                .orElseThrow(() -> UploadFaults.unknown("the token names no record"));
        Received received = read(name, position);
        UploadWriter writer = take(name, received, position);
        try {
            UploadPosition start = name.isCheckpoint() ? adopt(name, received, writer) : position;
            checkFree(start);
            request.begin(start, UploadBytes.after(received, writer, session, resources));
        } catch (RegistryException | RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    /** What ends at the position. */
    private Received read(RecordName name, UploadPosition position) throws RegistryException {
        Optional<Received> received = files.read(name).flatMap(UploadRecord::received);
        if (received.isEmpty() || received.get().offset() != position.offset()) {
            throw session.conflict(position);
        }
        return received.get();
    }

    private UploadWriter take(RecordName name, Received received, UploadPosition position) throws RegistryException {
        try {
            return files.resume(received.mark());
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.BLOB_UPLOAD_INVALID) {
                throw session.conflict(position);
            }
            // Bytes that another request replaced since are gone, and so is the checkpoint that named them.
            read(name, position);
            throw e;
        }
    }

    /**
     * Makes a checkpoint a record: what an aborted request received is acknowledged to whoever goes on there. That may have
     * been done before, by a request of the same place that was aborted in turn.
     */
    private UploadPosition adopt(RecordName checkpoint, Received received, UploadWriter writer)
            throws RegistryException {
        UploadPosition position = new UploadPosition(received.offset(), checkpoint.toString());
        if (!read(checkpoint, position).equals(received)) {
            throw session.conflict(position);
        }
        if (!writer.create(checkpoint.start(), UploadRecord.progress(Nonce.next(), received))) {
            Optional<UploadRecord> taken = files.read(RecordName.record(checkpoint.start()));
            if (!taken.flatMap(UploadRecord::received).equals(Optional.of(received))) {
                throw session.conflict(position);
            }
        }
        session.checkAlive();
        return new UploadPosition(
                position.offset(), RecordName.record(checkpoint.start()).toString());
    }

    private void checkFree(UploadPosition position) throws RegistryException {
        if (files.hasRecord(position.offset())) {
            throw session.conflict(position);
        }
    }
}

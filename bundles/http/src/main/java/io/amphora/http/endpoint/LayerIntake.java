package io.amphora.http.endpoint;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadConflictException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that goes into an upload, of exactly as many bytes as were announced. */
final class LayerIntake implements Intake {

    private final LayerUpload upload;
    private final long announced;
    private final Conflict conflict;
    private final Ending ending;
    private long taken;

    /** How it ends when all bytes are there. */
    interface Ending {
        Reply of(LayerUpload upload) throws IOException;
    }

    /** What is said to a client whose upload does not go on here: where it does. */
    interface Conflict {
        RegistryException of(RegistryException fault) throws RegistryException;
    }

    /** An intake; -1 bytes if no number was announced. */
    LayerIntake(LayerUpload upload, long announced, Conflict conflict, Ending ending) {
        this.upload = upload;
        this.announced = announced;
        this.conflict = conflict;
        this.ending = ending;
    }

    @Override
    public void take(ByteBuffer piece) throws IOException {
        taken += piece.remaining();
        if (announced >= 0 && taken > announced) {
            throw wrongLength("more");
        }
        try {
            while (piece.hasRemaining()) {
                upload.write(piece);
            }
        } catch (RegistryException e) {
            throw told(e);
        }
    }

    @Override
    public Reply finish() throws IOException {
        if (announced >= 0 && taken < announced) {
            throw wrongLength("less");
        }
        try {
            return ending.of(upload);
        } catch (RegistryException e) {
            throw told(e);
        }
    }

    @Override
    public void close() throws IOException {
        upload.close();
    }

    private RegistryException told(RegistryException fault) throws RegistryException {
        boolean silent = fault.code() == ErrorCode.BLOB_UPLOAD_INVALID && !(fault instanceof UploadConflictException);
        return silent ? conflict.of(fault) : fault;
    }

    private RegistryException wrongLength(String difference) {
        return new RegistryException(
                ErrorCode.SIZE_INVALID, "reason", difference + " bytes than the " + announced + " announced");
    }
}

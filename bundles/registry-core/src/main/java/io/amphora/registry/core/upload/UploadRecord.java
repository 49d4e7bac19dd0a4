package io.amphora.registry.core.upload;

import io.amphora.registry.Digest;
import java.util.Optional;

/**
 * A record of an upload's chain, or a checkpoint that may become one.
 *
 * @param kind what it says
 * @param nonce what tells it from any other record, so that who created it knows that it did
 * @param received what the upload has up to here; empty where it ended without content
 * @param digest what the content is; of {@link Kind#FINISH} only
 */
record UploadRecord(Kind kind, String nonce, Optional<Received> received, Optional<Digest> digest) {

    /** What a record says. */
    enum Kind {
        /** Bytes were acknowledged. */
        PROGRESS,
        /** The upload ended and its content becomes a layer. */
        FINISH,
        /** The upload ended without content. */
        CANCEL,
        /** The upload was ended because of its age. */
        PURGE
    }

    static UploadRecord progress(String nonce, Received received) {
        return new UploadRecord(Kind.PROGRESS, nonce, Optional.of(received), Optional.empty());
    }

    static UploadRecord finish(String nonce, Received received, Digest digest) {
        return new UploadRecord(Kind.FINISH, nonce, Optional.of(received), Optional.of(digest));
    }

    static UploadRecord cancel(String nonce) {
        return new UploadRecord(Kind.CANCEL, nonce, Optional.empty(), Optional.empty());
    }

    /** Whether the chain ends with it. */
    boolean isTerminal() {
        return kind != Kind.PROGRESS;
    }

    boolean finishes(Digest wanted) {
        return kind == Kind.FINISH && digest.equals(Optional.of(wanted));
    }
}

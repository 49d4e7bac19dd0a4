package io.amphora.registry.core.upload;

import io.amphora.registry.Digest;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadConflictException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An upload as one caller sees it, who has a token for it. Thread-safe. */
final class UploadSession {

    private final UploadFiles files;
    private final UploadTokens tokens;
    private final UploadBinding binding;
    private final Instant startedAt;

    UploadSession(UploadFiles files, UploadTokens tokens, UploadBinding binding, Instant startedAt) {
        this.files = files;
        this.tokens = tokens;
        this.binding = binding;
        this.startedAt = startedAt;
    }

    UploadFiles files() {
        return files;
    }

    RecordChain chain() {
        return new RecordChain(files);
    }

    UUID id() {
        return binding.upload();
    }

    Instant startedAt() {
        return startedAt;
    }

    /** What is said to whoever goes on at the position. */
    UploadStatus at(UploadPosition position) throws RegistryException {
        String token = tokens.issue(binding, position);
        return new UploadStatus(new UploadReference(binding.upload(), token), position.offset(), startedAt);
    }

    /** How far the upload is, with what a running or aborted request left; by any place that was ever on its chain. */
    UploadStatus status(UploadPosition from) throws RegistryException {
        UploadPosition acknowledged = end(from);
        return at(new Checkpoints(files).newest(acknowledged.offset()).orElse(acknowledged));
    }

    /** Why a request cannot go on: the upload ended, or goes on elsewhere. */
    RegistryException conflict(UploadPosition from) throws RegistryException {
        checkAlive();
        return new UploadConflictException(List.of(UploadFaults.conflict()), at(end(from)));
    }

    /** Why a request cannot go on at a place where the upload does: another request has it. */
    RegistryException busy(UploadPosition at) throws RegistryException {
        return new UploadConflictException(List.of(UploadFaults.conflict()), at(at));
    }

    /** Makes sure that what was just written belongs to an upload that lives, else takes it away again. */
    void checkAlive() throws RegistryException {
        if (!files.isAlive()) {
            files.end();
            throw UploadFaults.ended();
        }
    }

    /** Ends the upload without a layer, at the next free place of its chain; or what an earlier cancel left to do. */
    void cancel(UploadPosition from) throws RegistryException {
        RecordChain.End end = chain().follow(from);
        while (end.terminal().isEmpty() && !files.create(end.position().offset(), UploadRecord.cancel(Nonce.next()))) {
            end = chain().follow(end.position());
        }
        if (end.terminal().isEmpty()) {
            checkAlive();
        } else if (end.terminal().get().kind() == UploadRecord.Kind.FINISH) {
            throw UploadFaults.ended();
        }
        files.end();
    }

    /**
     * Ends the upload because its content is not what the digest names.
     *
     * @param start where the request began
     * @return what the caller is told; a conflict if another request was first
     */
    RegistryException reject(UploadPosition start, Digest expected, String computed) throws RegistryException {
        if (!files.create(start.offset(), UploadRecord.cancel(Nonce.next()))) {
            return conflict(start);
        }
        checkAlive();
        files.end();
        return UploadFaults.mismatch(expected, computed);
    }

    private UploadPosition end(UploadPosition from) throws RegistryException {
        RecordChain.End end = chain().follow(from);
        if (end.terminal().isPresent()) {
            throw UploadFaults.ended();
        }
        return end.position();
    }
}

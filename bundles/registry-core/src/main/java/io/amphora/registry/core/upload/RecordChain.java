package io.amphora.registry.core.upload;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.token.UploadPosition;
import java.util.Optional;

/**
 * The chain of an upload's records: the one that begins at offset 0, the one that begins where that ends, and so on. A
 * record is never replaced, so a place that was on the chain stays on it.
 */
final class RecordChain {

    /** Where every chain begins. */
    static final UploadPosition BEGIN = new UploadPosition(0, "");

    private final UploadFiles files;

    RecordChain(UploadFiles files) {
        this.files = files;
    }

    /**
     * Where the chain ends.
     *
     * @param position behind the last record that acknowledges bytes
     * @param terminal what ended the upload there; empty while it lives
     */
    record End(UploadPosition position, Optional<UploadRecord> terminal) {}

    /** Where the next record goes after a place that a token names: a checkpoint's is where its request began. */
    static long nextPlace(UploadPosition position) {
        return RecordName.parse(position.record())
                .filter(RecordName::isCheckpoint)
                .map(RecordName::start)
                .orElse(position.offset());
    }

    /** Follows the chain from a place that was on it, or from a checkpoint. */
    End follow(UploadPosition from) throws RegistryException {
        long next = nextPlace(from);
        boolean onChain = next == from.offset();
        Optional<UploadRecord> entry = files.read(RecordName.record(next));
        if (!onChain && entry.isEmpty() && next > 0) {
            return follow(BEGIN);
        }
        UploadPosition position = onChain ? from : BEGIN;
        while (entry.isPresent()) {
            if (entry.get().isTerminal()) {
                return new End(position, entry);
            }
            position = behind(next, entry.get());
            next = position.offset();
            entry = files.read(RecordName.record(next));
        }
        return new End(position, Optional.empty());
    }

    /** The place behind a record that acknowledges bytes. */
    static UploadPosition behind(long start, UploadRecord entry) throws RegistryException {
        long end = entry.received().map(Received::offset).orElse(start);
        if (end <= start) {
            throw new RegistryException(ErrorCode.UNKNOWN, "reason", "a record of the upload makes no progress");
        }
        return new UploadPosition(end, RecordName.record(start).toString());
    }
}

package io.amphora.registry.core.upload;

import io.amphora.registry.RegistryException;
import io.amphora.registry.token.UploadPosition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The checkpoints of an upload's requests that are not on the chain. */
final class Checkpoints {

    private final UploadFiles files;

    Checkpoints(UploadFiles files) {
        this.files = files;
    }

    /** The newest one of the requests that began at the offset; of those of one instant, the furthest. */
    Optional<UploadPosition> newest(long start) throws RegistryException {
        Optional<Found> newest = Optional.empty();
        for (RecordName name : files.checkpoints(start)) {
            Optional<Instant> written = files.writtenAt(name);
            Optional<Received> received = files.read(name).flatMap(UploadRecord::received);
            if (written.isPresent() && received.isPresent()) {
                Found found = new Found(
                        written.get(), new UploadPosition(received.get().offset(), name.toString()));
                newest = newest.filter(best -> Found.NEWER.compare(best, found) >= 0)
                        .or(() -> Optional.of(found));
            }
        }
        return newest.map(Found::position);
    }

    private record Found(Instant written, UploadPosition position) {

        static final Comparator<Found> NEWER = Comparator.comparing(Found::written)
                .thenComparing(found -> found.position().offset());
    }
}

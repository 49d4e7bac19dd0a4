package io.amphora.registry.core.upload;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.access.Principal;
import io.amphora.registry.core.digest.Sha256Engine;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.storage.StorageFaults;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Begins uploads, goes on with them, and ends them; by the chain of records on storage alone. Thread-safe. */
public final class Uploads {

    private final LeasedStorage storage;
    private final UploadTokens tokens;
    private final Supplier<UploadSettings> settings;
    private final Clock clock;
    private final Sha256Engine digests = Sha256Engine.choose();
    private final RunningRequests running = new RunningRequests();

    /** Over what is there at each moment. */
    public Uploads(LeasedStorage storage, UploadTokens tokens, Supplier<UploadSettings> settings, Clock clock) {
        this.storage = storage;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins an upload. */
    public UploadStatus begin(RepositoryName repository, Principal principal) throws RegistryException {
        UUID store = storage.call(lease -> {
            tokens.checkShared(lease);
            return lease.store();
        });
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UploadFiles files = new UploadFiles(storage, store, repository, id.toString());
        UploadBinding binding = new UploadBinding(store, repository, id, principal);
        UploadStatus status = new UploadSession(files, tokens, binding, now).at(RecordChain.BEGIN);
        files.begin(now);
        return status;
    }

    /** Goes on at a token's place, if the upload does. */
    public LayerUpload resume(Claim claim) throws RegistryException {
        Place place = verify(claim);
        return open(place.session(), place.position());
    }

    /** How far it is. */
    public UploadStatus status(Claim claim) throws RegistryException {
        Place place = verify(claim);
        return place.session().status(place.position());
    }

    /** Ends it without a layer. */
    public void cancel(Claim claim) throws RegistryException {
        Place place = verify(claim);
        place.session().cancel(place.position());
    }

    /** Finishes it without further bytes, or again. */
    public Descriptor finish(Claim claim, Digest digest) throws RegistryException {
        UUID store = store();
        UploadPosition position = tokens.verify(claim.reference().token(), claim.binding(store));
        UploadFaults.checkAlgorithm(digest);
        UploadFiles files = files(claim, store);
        try {
            Instant startedAt = startedAt(files);
            return finish(new UploadSession(files, tokens, claim.binding(store), startedAt), position, digest);
        } catch (RegistryException e) {
            if (e.code() != ErrorCode.BLOB_UPLOAD_UNKNOWN) {
                throw e;
            }
            return Publication.published(files, digest).orElseThrow(() -> e);
        }
    }

    private Descriptor finish(UploadSession session, UploadPosition position, Digest digest) throws RegistryException {
        RecordChain.End end = session.chain().follow(position);
        if (end.terminal().isPresent()) {
            return repeat(session, position, new Ending(end.terminal().get(), digest));
        }
        try (LayerUpload upload = open(session, position)) {
            return upload.finish(digest);
        } catch (IOException e) {
            throw StorageFaults.of(e);
        }
    }

    private record Ending(UploadRecord terminal, Digest wanted) {}

    /** Ends what an earlier finish began, if it was this one. */
    private Descriptor repeat(UploadSession session, UploadPosition position, Ending ending) throws RegistryException {
        if (!ending.terminal().finishes(ending.wanted())) {
            throw UploadFaults.ended();
        }
        Received received = ending.terminal().received().orElseThrow();
        try {
            return new Publication(session.files(), ending.wanted(), received.offset()).repeat(received);
        } catch (RegistryException e) {
            throw e.code() == ErrorCode.BLOB_UPLOAD_INVALID ? session.busy(position) : e;
        }
    }

    private LayerUpload open(UploadSession session, UploadPosition position) throws RegistryException {
        UploadSettings now = settings.get();
        UploadRequest request = new UploadRequest(session, running);
        try {
            enter(request, position, now);
            new Continuation(session, new UploadBytes.Resources(now, digests)).begin(request, position);
            return request;
        } catch (RegistryException | RuntimeException | Error e) {
            running.leave(request);
            throw e;
        }
    }

    private void enter(UploadRequest request, UploadPosition position, UploadSettings now) throws RegistryException {
        try {
            if (!running.enter(request, now.ghostWait())) {
                throw request.session().conflict(position);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(ErrorCode.UNAVAILABLE, e);
        }
    }

    /** An upload that lives, and where a caller's token is in it. */
    private record Place(UploadSession session, UploadPosition position) {}

    private Place verify(Claim claim) throws RegistryException {
        UUID store = store();
        UploadPosition position = tokens.verify(claim.reference().token(), claim.binding(store));
        UploadFiles files = files(claim, store);
        Instant startedAt = startedAt(files);
        return new Place(new UploadSession(files, tokens, claim.binding(store), startedAt), position);
    }

    /** When an upload began; what is left of one that ended is taken away, as nothing else knows of it any more. */
    private static Instant startedAt(UploadFiles files) throws RegistryException {
        Optional<Instant> startedAt = files.startedAt();
        if (startedAt.isEmpty()) {
            files.end();
        }
        return startedAt.orElseThrow(UploadFaults::ended);
    }

    private UploadFiles files(Claim claim, UUID store) {
        return new UploadFiles(
                storage, store, claim.repository(), claim.reference().upload().toString());
    }

    private UUID store() throws RegistryException {
        return storage.call(StorageLease::store);
    }
}

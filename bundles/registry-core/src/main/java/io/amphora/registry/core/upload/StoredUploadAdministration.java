package io.amphora.registry.core.upload;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.upload.OpenUpload;
import io.amphora.registry.upload.UploadAdministration;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.lease.StorageLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open uploads as their directories on storage show them. */
@Component
public final class StoredUploadAdministration implements UploadAdministration {

    private static final Logger LOG = LoggerFactory.getLogger(StoredUploadAdministration.class);

    private final LeasedStorage storage;

    /** Over a storage. */
    @Activate
    public StoredUploadAdministration(@Reference LeasedStorage storage) {
        this.storage = storage;
    }

    @Override
    public Slice<OpenUpload> list(RepositoryName repository, String after, int limit) throws RegistryException {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
        UUID store = storage.call(StorageLease::store);
        List<OpenUpload> open = new ArrayList<>();
        String last = after;
        Page page;
        do {
            page = names(repository, last, limit);
            for (String id : page.names()) {
                if (open.size() == limit) {
                    return new Slice<>(open, true);
                }
                readable(new UploadFiles(storage, store, repository, id), id).ifPresent(open::add);
                last = id;
            }
        } while (page.more());
        return new Slice<>(open, false);
    }

    private Page names(RepositoryName repository, String after, int limit) throws RegistryException {
        return storage.call(lease -> {
            try {
                return lease.driver().list(StorageLayout.uploads(repository), after, limit);
            } catch (PathNotFoundException none) {
                return new Page(List.of(), false);
            }
        });
    }

    /** An upload that lives; one whose records cannot be read is left out, so that the others are seen. */
    private static Optional<OpenUpload> readable(UploadFiles files, String id) throws RegistryException {
        try {
            return open(files, id);
        } catch (RegistryException e) {
            if (e.code() != ErrorCode.UNKNOWN) {
                throw e;
            }
            LOG.warn("The list of {}'s uploads is without {}", files.repository(), id, e);
            return Optional.empty();
        }
    }

    /** An upload that lives; empty if it ended. */
    private static Optional<OpenUpload> open(UploadFiles files, String id) throws RegistryException {
        if (!files.isAlive()) {
            return Optional.empty();
        }
        RecordChain.End end = new RecordChain(files).follow(RecordChain.BEGIN);
        if (end.terminal().isPresent()) {
            return Optional.empty();
        }
        long received = new Checkpoints(files)
                .newest(end.position().offset())
                .orElse(end.position())
                .offset();
        return Optional.of(new OpenUpload(files.repository(), id, startedAt(files), received));
    }

    private static Optional<Instant> startedAt(UploadFiles files) {
        try {
            return files.startedAt();
        } catch (RegistryException unreadable) {
            return Optional.empty();
        }
    }
}

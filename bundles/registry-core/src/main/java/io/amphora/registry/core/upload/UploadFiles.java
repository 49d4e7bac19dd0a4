package io.amphora.registry.core.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.storage.StorageOperation;
import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.WriterConflictException;
import io.amphora.storage.lease.StorageLease;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one upload has on storage: its sign of life, its records and checkpoints, its unfinished bytes. Every call has a
 * lease of its own, on the store where the upload began; on another the upload is unknown. Thread-safe.
 */
final class UploadFiles {

    private static final int MAX_TIME = 64;
    private static final int PAGE = 100;

    private final LeasedStorage storage;
    private final UUID store;
    private final RepositoryName repository;
    private final String id;

    UploadFiles(LeasedStorage storage, UUID store, RepositoryName repository, String id) {
        this.storage = storage;
        this.store = store;
        this.repository = repository;
        this.id = id;
    }

    RepositoryName repository() {
        return repository;
    }

    /** Writes the sign of life. */
    void begin(Instant now) throws RegistryException {
        byte[] text = now.toString().getBytes(ISO_8859_1);
        call(lease -> {
            lease.driver().put(startedAtPath(), text);
            return true;
        });
    }

    /**
     * When the upload began; empty if it ended or never was.
     *
     * @throws RegistryException if it lives, but what it says is not a time
     */
    Optional<Instant> startedAt() throws RegistryException {
        return call(lease -> {
            try {
                return Optional.of(OffsetDateTime.parse(startedAtText(lease)).toInstant());
            } catch (PathNotFoundException ended) {
                return Optional.empty();
            } catch (DateTimeException notATime) {
                throw new StorageException(lease.name(), startedAtPath(), "not a time", notATime);
            }
        });
    }

    private String startedAtText(StorageLease lease) throws StorageException {
        return new String(lease.driver().get(startedAtPath(), MAX_TIME), ISO_8859_1).strip();
    }

    /** Whether the upload has not ended. */
    boolean isAlive() throws RegistryException {
        return exists(startedAtPath());
    }

    /** Whether a record begins at the offset. */
    boolean hasRecord(long start) throws RegistryException {
        return exists(path(RecordName.record(start)));
    }

    /** A record or checkpoint; empty if there is none of that name. */
    Optional<UploadRecord> read(RecordName name) throws RegistryException {
        return call(lease -> {
            try {
                return Optional.of(RecordFormat.read(lease.driver().get(path(name), RecordFormat.MAX_BYTES)));
            } catch (PathNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    /** Adds a record that names no bytes to the chain; false if another one has its place. */
    boolean create(long start, UploadRecord entry) throws RegistryException {
        return call(lease -> lease.driver().create(path(RecordName.record(start)), RecordFormat.write(entry)));
    }

    /** The checkpoints of requests that began at the offset. */
    List<RecordName> checkpoints(long start) throws RegistryException {
        List<RecordName> found = new ArrayList<>();
        String after = RecordName.record(start).toString();
        boolean more = true;
        while (more) {
            Page page = names(after, PAGE);
            for (String text : page.names()) {
                Optional<RecordName> name = RecordName.parse(text);
                name.filter(each -> each.start() == start && each.isCheckpoint())
                        .ifPresent(found::add);
                after = text;
            }
            more = page.more() && after.startsWith(start + ".");
        }
        return found;
    }

    /** A page of the names of records and checkpoints; empty if there is none. */
    Page names(String after, int limit) throws RegistryException {
        return call(lease -> {
            try {
                return lease.driver().list(StorageLayout.uploadRecords(repository, id), after, limit);
            } catch (PathNotFoundException none) {
                return new Page(List.of(), false);
            }
        });
    }

    /** When a checkpoint was written, by the store's clock; empty if it is gone. */
    Optional<Instant> writtenAt(RecordName checkpoint) throws RegistryException {
        return call(lease -> {
            try {
                return Optional.of(lease.driver().stat(path(checkpoint)).modified());
            } catch (PathNotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    void delete(List<RecordName> names) throws RegistryException {
        if (names.isEmpty()) {
            return;
        }
        call(lease -> {
            lease.driver().delete(names.stream().map(this::path).toList());
            return true;
        });
    }

    /** Begins new bytes that may end at the target; other writers' bytes stay as they are. */
    UploadWriter write(Optional<StoragePath> target) throws RegistryException {
        StoragePath data = dataPath();
        return open(lease -> lease.driver().write(data, target.orElse(data)));
    }

    /**
     * Goes on with bytes that are there.
     *
     * @throws RegistryException {@link ErrorCode#BLOB_UPLOAD_INVALID} if another writer holds them,
     *     {@link ErrorCode#BLOB_UPLOAD_UNKNOWN} if they are gone
     */
    UploadWriter resume(Mark mark) throws RegistryException {
        return open(lease -> {
            try {
                return lease.driver().resume(dataPath(), mark);
            } catch (WriterConflictException held) {
                throw new RegistryException(ErrorCode.BLOB_UPLOAD_INVALID, held);
            } catch (PathNotFoundException gone) {
                throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, gone);
            }
        });
    }

    /** Deletes the sign of life, then everything else. */
    void end() throws RegistryException {
        call(lease -> {
            lease.driver().delete(List.of(startedAtPath()));
            lease.driver().delete(List.of(StorageLayout.upload(repository, id)));
            return true;
        });
    }

    /** Runs an operation on the store of this upload. */
    <T> T call(StorageOperation<T> operation) throws RegistryException {
        return storage.call(lease -> {
            checkStore(lease);
            return operation.run(lease);
        });
    }

    private UploadWriter open(StorageOperation<StorageWriter> operation) throws RegistryException {
        return storage.open(lease -> {
            checkStore(lease);
            return new UploadWriter(this, lease, operation.run(lease));
        });
    }

    private void checkStore(StorageLease lease) throws RegistryException {
        if (!lease.store().equals(store)) {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "it lies on another store");
        }
    }

    /** Whether a content has the path. */
    boolean exists(StoragePath path) throws RegistryException {
        return call(lease -> {
            try {
                lease.driver().stat(path);
                return true;
            } catch (PathNotFoundException absent) {
                return false;
            }
        });
    }

    private StoragePath startedAtPath() {
        return StorageLayout.uploadStartedAt(repository, id);
    }

    private StoragePath dataPath() {
        return StorageLayout.uploadData(repository, id);
    }

    StoragePath path(RecordName name) {
        return StorageLayout.uploadRecord(repository, id, name.toString());
    }
}

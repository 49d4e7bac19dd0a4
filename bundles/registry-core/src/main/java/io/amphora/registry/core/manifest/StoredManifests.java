package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Manifest;
import io.amphora.registry.ManifestService;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.repository.RepositoryLookup;
import io.amphora.registry.core.settings.LastGood;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.tag.TagLinks;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ServedManifest;
import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifests as storage has them at the moment: links and tags are read for every request. */
@Component(
        configurationPid = StoredManifests.PID,
        service = {ManifestService.class, StatusSource.class})
@Designate(ocd = RegistrySettings.class)
public final class StoredManifests implements ManifestService, StatusSource {

    static final String PID = "io.amphora.registry";

    /** The largest limit that can be set, so the largest manifest that can be stored. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private static final int DEFAULT_LIMIT = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StoredManifests.class);

    private final LeasedStorage storage;
    private final ManifestFormats formats;
    private final ManifestLocks locks = new ManifestLocks();
    private final LastGood<Integer> limit = new LastGood<>(PID, DEFAULT_LIMIT);

    /** Over storage and formats that come and go. */
    @Activate
    public StoredManifests(
            @org.osgi.service.component.annotations.Reference LeasedStorage storage,
            @org.osgi.service.component.annotations.Reference ManifestFormats formats,
            RegistrySettings settings) {
        this.storage = storage;
        this.formats = formats;
        modified(settings);
    }

    /** Takes new settings for the requests to come; refused ones leave the old in place. */
    @Modified
    void modified(RegistrySettings settings) {
        limit.take(() -> limit(settings));
    }

    @Override
    public int limit() {
        return limit.get();
    }

    @Override
    public String topic() {
        return "manifests";
    }

    @Override
    public List<StatusLine> status() {
        return limit.status();
    }

    @Override
    public Manifest fetch(RepositoryName repository, Reference reference) throws RegistryException {
        return storage.call(lease -> {
            Optional<Digest> manifest = resolve(lease, repository, reference);
            if (manifest.isPresent()) {
                Revisions revisions = new Revisions(lease, repository);
                Optional<Digest> bytes = revisions.content(manifest.get());
                if (bytes.isPresent()) {
                    ByteBuffer stored = read(lease, manifest.get(), bytes.get());
                    return manifest(
                            manifest.get(), revisions.signatures(manifest.get()).merge(formats, stored));
                }
            }
            throw unknown(lease, repository, reference);
        });
    }

    @Override
    public Descriptor put(
            RepositoryName repository, Reference reference, Optional<String> mediaType, ByteBuffer content)
            throws RegistryException {
        int most = limit.get();
        if (content.remaining() > most) {
            throw new RegistryException(ErrorCode.MANIFEST_TOO_LARGE, "limit", most);
        }
        ManifestPush push =
                new ManifestPush(repository, reference, mediaType.flatMap(StoredManifests::bareType), content);
        Faults faults = new Faults();
        PushedManifest pushed = PushedManifest.read(formats, push, faults);
        return storage.call(lease -> {
            new Holdings(lease, repository).check(pushed.reading().needs(), faults);
            faults.raise();
            store(new Revisions(lease, repository), push, pushed);
            LOG.debug("{}:{} is now {}", repository, reference, pushed.digest());
            return pushed.descriptor();
        });
    }

    @Override
    public void delete(RepositoryName repository, Reference reference) throws RegistryException {
        storage.call(lease -> {
            Revisions revisions = new Revisions(lease, repository);
            boolean deleted = reference instanceof Reference.ByTag by
                    ? delete(revisions, repository, by.tag())
                    : delete(revisions, repository, ((Reference.ByDigest) reference).digest());
            if (!deleted) {
                throw unknown(lease, repository, reference);
            }
            LOG.debug("{}:{} is deleted", repository, reference);
            return reference;
        });
    }

    private boolean delete(Revisions revisions, RepositoryName repository, Tag tag) throws StorageException {
        AtomicBoolean deleted = new AtomicBoolean();
        locks.tags(repository).during(List.of(tag), () -> deleted.set(revisions.delete(tag)));
        return deleted.get();
    }

    private boolean delete(Revisions revisions, RepositoryName repository, Digest manifest) throws StorageException {
        ManifestLocks.Held held = locks.delete(repository, manifest);
        try {
            return revisions.delete(manifest, locks.tags(repository));
        } finally {
            held.release();
        }
    }

    private void store(Revisions revisions, ManifestPush push, PushedManifest pushed) throws IOException {
        List<ByteBuffer> signatures = revisions.signatures(pushed.digest()).toAdd(formats, pushed.reading());
        Optional<Tag> tag = push.reference() instanceof Reference.ByTag by ? Optional.of(by.tag()) : Optional.empty();
        ManifestLocks.Held held = locks.push(push.repository(), pushed.digest(), tag);
        try {
            revisions.store(pushed, signatures, tag);
        } finally {
            held.release();
        }
    }

    private static Optional<Digest> resolve(StorageLease lease, RepositoryName repository, Reference reference)
            throws StorageException {
        return reference instanceof Reference.ByTag by
                ? TagLinks.read(lease, repository, by.tag())
                : Optional.of(((Reference.ByDigest) reference).digest());
    }

    private static Manifest manifest(Digest digest, ServedManifest served) {
        ByteBuffer content = served.content();
        return new Manifest(new Descriptor(served.mediaType(), digest, content.remaining()), content);
    }

    private static ByteBuffer read(StorageLease lease, Digest manifest, Digest bytes) throws IOException {
        try {
            return ByteBuffer.wrap(lease.driver().get(StorageLayout.blob(bytes), LARGEST));
        } catch (PathNotFoundException lost) {
            LOG.warn("{} is linked, but its bytes are not there: {}", manifest, lost.getMessage());
            throw new RegistryException(ErrorCode.MANIFEST_UNKNOWN, "digest", manifest.toString());
        }
    }

    private static RegistryException unknown(StorageLease lease, RepositoryName repository, Reference reference)
            throws StorageException {
        return RepositoryLookup.unknown(
                lease,
                repository,
                new RegistryException(ErrorCode.MANIFEST_UNKNOWN, "reference", reference.toString()));
    }

    /** A type without parameters, in lower case; absent if nothing is left. */
    private static Optional<String> bareType(String sent) {
        int end = sent.indexOf(';');
        String bare = (end < 0 ? sent : sent.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
    }

    private static int limit(RegistrySettings settings) {
        int limit = settings.maxManifestBytes();
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("maxManifestBytes must be from 1 to " + LARGEST + ": " + limit);
        }
        return limit;
    }
}

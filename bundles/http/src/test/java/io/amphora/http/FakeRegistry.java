package io.amphora.http;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.LayerService;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.Manifest;
import io.amphora.registry.ManifestService;
import io.amphora.registry.Readiness;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.RepositoryService;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.TagService;
import io.amphora.registry.UploadConflictException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.access.Principal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory that keeps the promises of the services, in one node and without races. */
final class FakeRegistry implements LayerService, ManifestService, TagService, RepositoryService, Readiness {

    static final int LIMIT = 4096;
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final Map<UUID, FakeUpload> uploads = new ConcurrentHashMap<>();
    final Map<UUID, Digest> ended = new ConcurrentHashMap<>();
    final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
    final ConcurrentSkipListMap<String, Digest> tags = new ConcurrentSkipListMap<>();
    final AtomicInteger openLayers = new AtomicInteger();
    volatile CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
    volatile long vanishesAt = Long.MAX_VALUE;
    volatile Runnable onExpect = () -> {};
    volatile OnBytes onRead = bytes -> {};
    volatile OnBytes onWrite = bytes -> {};
    /** How many bytes more a layer says that it has. */
    volatile long lie;

    volatile Runnable onClose = () -> {};

    /** What else happens after bytes were read, or before they are written. */
    interface OnBytes {
        void run(ByteBuffer bytes) throws RegistryException;
    }

    static Digest digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return Digest.parse("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Digest put(String repository, byte[] content) {
        Digest digest = digest(content);
        blobs.put(repository + "@" + digest, content);
        return digest;
    }

    @Override
    public CompletionStage<Void> whenReady() {
        return ready;
    }

    @Override
    public boolean exists(RepositoryName repository, Digest digest) {
        return blobs.containsKey(repository + "@" + digest);
    }

    @Override
    public Layer fetch(RepositoryName repository, Digest digest) throws RegistryException {
        byte[] content = blobs.get(repository + "@" + digest);
        if (content == null) {
            throw new RegistryException(ErrorCode.BLOB_UNKNOWN, "digest", digest.toString());
        }
        return new FakeLayer(this, digest, content);
    }

    @Override
    public Optional<Descriptor> mount(RepositoryName repository, Digest digest, RepositoryName source) {
        byte[] content = blobs.get(source + "@" + digest);
        if (content == null) {
            return Optional.empty();
        }
        blobs.put(repository + "@" + digest, content);
        return Optional.of(new Descriptor("", digest, content.length));
    }

    @Override
    public void delete(RepositoryName repository, Digest digest) throws RegistryException {
        if (blobs.remove(repository + "@" + digest) == null) {
            throw new RegistryException(ErrorCode.BLOB_UNKNOWN, "digest", digest.toString());
        }
    }

    @Override
    public UploadStatus upload(RepositoryName repository, Principal principal) {
        FakeUpload upload = new FakeUpload(this, repository, UUID.randomUUID());
        uploads.put(upload.id(), upload);
        return upload.status();
    }

    @Override
    public LayerUpload resume(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        FakeUpload upload = find(repository, reference);
        if (!upload.status().reference().equals(reference)) {
            throw new UploadConflictException(
                    List.of(RegistryError.of(ErrorCode.BLOB_UPLOAD_INVALID, "reason", "stale")), upload.status());
        }
        return upload.next();
    }

    @Override
    public UploadStatus status(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        return find(repository, reference).status();
    }

    @Override
    public void cancel(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        uploads.remove(find(repository, reference).id());
    }

    @Override
    public Descriptor finish(RepositoryName repository, UploadReference reference, Principal principal, Digest digest)
            throws RegistryException {
        if (digest.equals(ended.get(reference.upload()))) {
            return new Descriptor("", digest, blobs.get(repository + "@" + digest).length);
        }
        find(repository, reference);
        return ((FakeUpload) resume(repository, reference, principal)).finish(digest);
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public Manifest fetch(RepositoryName repository, Reference reference) throws RegistryException {
        Object key = reference instanceof Reference.ByTag ? tags.get(repository + ":" + reference) : reference;
        Manifest manifest = manifests.get(repository + "@" + key);
        if (manifest == null) {
            throw new RegistryException(ErrorCode.MANIFEST_UNKNOWN, "reference", reference.toString());
        }
        return manifest;
    }

    @Override
    public Descriptor put(
            RepositoryName repository, Reference reference, Optional<String> mediaType, ByteBuffer content)
            throws RegistryException {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        if (bytes.length == 0 || bytes[0] != '{') {
            throw new RegistryException(List.of(
                    RegistryError.of(ErrorCode.MANIFEST_BLOB_UNKNOWN, "digest", "one"),
                    RegistryError.of(ErrorCode.MANIFEST_BLOB_UNKNOWN, "digest", "two")));
        }
        Descriptor descriptor = new Descriptor(mediaType.orElse("application/vnd.test"), digest(bytes), bytes.length);
        manifests.put(repository + "@" + descriptor.digest(), new Manifest(descriptor, ByteBuffer.wrap(bytes)));
        if (reference instanceof Reference.ByTag) {
            tags.put(repository + ":" + reference, descriptor.digest());
        }
        return descriptor;
    }

    @Override
    public void delete(RepositoryName repository, Reference reference) throws RegistryException {
        if (tags.remove(repository + ":" + reference) == null
                && manifests.remove(repository + "@" + reference) == null) {
            throw new RegistryException(ErrorCode.MANIFEST_UNKNOWN, "reference", reference.toString());
        }
    }

    @Override
    public Slice<Tag> list(RepositoryName repository, String after, int limit) throws RegistryException {
        String prefix = repository + ":";
        List<Tag> behind = tags.tailMap(prefix + after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> Tag.parse(key.substring(prefix.length())))
                .toList();
        if (tags.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
            throw new RegistryException(ErrorCode.NAME_UNKNOWN, "name", repository.toString());
        }
        return new Slice<>(behind.subList(0, Math.min(limit, behind.size())), behind.size() > limit);
    }

    @Override
    public Slice<RepositoryName> list(String after, int limit) {
        TreeSet<String> names = new TreeSet<>();
        tags.keySet().forEach(key -> names.add(key.substring(0, key.indexOf(':'))));
        List<RepositoryName> behind =
                names.tailSet(after, false).stream().map(RepositoryName::parse).toList();
        return new Slice<>(behind.subList(0, Math.min(limit, behind.size())), behind.size() > limit);
    }

    private FakeUpload find(RepositoryName repository, UploadReference reference) throws RegistryException {
        FakeUpload upload = uploads.get(reference.upload());
        if (upload == null || !upload.repository().equals(repository)) {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "no such upload");
        }
        return upload;
    }
}

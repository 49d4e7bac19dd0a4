package io.amphora.http;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** One request to an upload in memory: what is not acknowledged is forgotten. The upload's token is its offset. */
final class FakeUpload implements LayerUpload {

    private final FakeRegistry registry;
    private final RepositoryName repository;
    private final UUID id;
    private boolean open = true;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    FakeUpload(FakeRegistry registry, RepositoryName repository, UUID id) {
        this.registry = registry;
        this.repository = repository;
        this.id = id;
    }

    UploadStatus status() {
        return new UploadStatus(new UploadReference(id, "f" + received.size()), received.size(), FakeRegistry.START);
    }

    FakeUpload next() {
        FakeUpload next = new FakeUpload(registry, repository, id);
        next.received.writeBytes(received.toByteArray());
        return next;
    }

    @Override
    public RepositoryName repository() {
        return repository;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public Instant startedAt() {
        return FakeRegistry.START;
    }

    @Override
    public long offset() {
        return received.size();
    }

    @Override
    public void expect(Digest digest) {
        registry.onExpect.run();
    }

    @Override
    public int write(ByteBuffer bytes) throws RegistryException {
        requireOpen();
        registry.onWrite.run(bytes);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        received.writeBytes(copy);
        return copy.length;
    }

    @Override
    public UploadStatus acknowledge() throws RegistryException {
        requireOpen();
        registry.uploads.put(id, this);
        open = false;
        return status();
    }

    @Override
    public Descriptor finish(Digest digest) throws RegistryException {
        requireOpen();
        byte[] content = received.toByteArray();
        open = false;
        registry.uploads.remove(id);
        if (!FakeRegistry.digest(content).equals(digest)) {
            throw new RegistryException(ErrorCode.DIGEST_INVALID, "reason", "another");
        }
        registry.put(repository.toString(), content);
        registry.ended.put(id, digest);
        return new Descriptor("application/octet-stream", digest, content.length);
    }

    @Override
    public void cancel() {
        registry.uploads.remove(id);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        registry.onClose.run();
    }

    private void requireOpen() throws RegistryException {
        if (!registry.uploads.containsKey(id)) {
            throw new RegistryException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "reason", "ended");
        }
    }
}

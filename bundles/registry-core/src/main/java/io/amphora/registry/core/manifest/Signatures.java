package io.amphora.registry.core.manifest;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.link.NotALinkException;
import io.amphora.registry.manifest.ManifestReading;
import io.amphora.registry.manifest.ServedManifest;
import io.amphora.registry.manifest.SignedManifestFormat;
import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signatures that are kept beside one manifest: each a blob of its own with a link below the revision, so that those of
 * several pushers come together without a lock, and go with the revision.
 */
final class Signatures {

    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);

    private static final int MOST = SignedManifestFormat.MOST_SIGNATURES;
    private static final int LARGEST = SignedManifestFormat.LARGEST_SIGNATURE;

    private final StorageLease lease;
    private final RepositoryName repository;
    private final Digest manifest;

    Signatures(StorageLease lease, RepositoryName repository, Digest manifest) {
        this.lease = lease;
        this.repository = repository;
        this.manifest = manifest;
    }

    /** What is kept, in the order of the digests; of more than the most, the first. Broken ones are left out. */
    List<ByteBuffer> read() throws StorageException {
        List<ByteBuffer> kept = new ArrayList<>();
        for (String hex : names()) {
            try {
                read(Digest.parse(Digest.SHA256 + ":" + hex)).ifPresent(kept::add);
            } catch (IllegalArgumentException | NotALinkException | ContentTooLargeException broken) {
                LOG.warn("{}@{}: a signature is left out: {}", repository, manifest, broken.getMessage());
            }
        }
        return kept;
    }

    /**
     * What a push adds to what is kept, as far as there is room: a client that signs with a new key each time must not be
     * refused one day. The format says which; it may have left since it read the push.
     *
     * @throws RegistryException if a signature is too large, or the format has left
     */
    List<ByteBuffer> toAdd(ManifestFormats formats, ManifestReading reading) throws IOException {
        if (reading.signatures().isEmpty()) {
            return List.of();
        }
        List<ByteBuffer> kept = read();
        List<ByteBuffer> added = formats.signed(reading.mediaType(), format -> format.added(kept, reading.signatures()))
                .orElseThrow(() -> new RegistryException(ErrorCode.UNAVAILABLE, "mediaType", reading.mediaType()));
        if (added.stream().anyMatch(signature -> signature.remaining() > LARGEST)) {
            throw new RegistryException(ErrorCode.MANIFEST_INVALID, "largestSignatureBytes", LARGEST);
        }
        return added.subList(0, Math.min(added.size(), MOST - kept.size()));
    }

    /** The manifest's bytes with what is kept beside them, by their format; as they are without one. */
    ServedManifest merge(ManifestFormats formats, ByteBuffer stored) throws IOException {
        String type = TypeSniffer.mediaType(stored);
        ServedManifest plain = new ServedManifest(type, stored);
        if (formats.signed(type, format -> true).isEmpty()) {
            return plain;
        }
        List<ByteBuffer> kept = read();
        return kept.isEmpty()
                ? plain
                : formats.signed(type, format -> format.serve(stored, kept)).orElse(plain);
    }

    /** Keeps further signatures; those that are kept already stay. */
    void write(List<ByteBuffer> signatures) throws StorageException {
        for (ByteBuffer signature : signatures) {
            Digest digest = PushedManifest.sha256(signature);
            lease.driver().put(StorageLayout.blob(digest), PushedManifest.bytes(signature));
            Links.write(lease, StorageLayout.signatureLink(repository, manifest, digest), digest);
        }
    }

    /** Writes those again that another node's delete of the manifest took after they were written. */
    void confirm(List<ByteBuffer> signatures) throws StorageException {
        for (ByteBuffer signature : signatures) {
            Digest digest = PushedManifest.sha256(signature);
            if (Links.read(lease, StorageLayout.signatureLink(repository, manifest, digest))
                    .isEmpty()) {
                write(List.of(signature));
            }
        }
    }

    private List<String> names() throws StorageException {
        StoragePath directory = StorageLayout.signatures(repository, manifest);
        try {
            return lease.driver().list(directory, "", MOST).names();
        } catch (PathNotFoundException none) {
            return List.of();
        }
    }

    private Optional<ByteBuffer> read(Digest signature) throws StorageException {
        Optional<Digest> bytes = Links.read(lease, StorageLayout.signatureLink(repository, manifest, signature));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] content = lease.driver().get(StorageLayout.blob(bytes.get()), LARGEST);
            return Optional.of(ByteBuffer.wrap(content).asReadOnlyBuffer());
        } catch (PathNotFoundException lost) {
            return Optional.empty();
        }
    }
}

package io.amphora.registry.core.layer;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.List;
import java.util.Optional;

/** Which blobs a repository holds: its links to them, read every time, so that what one node does holds on every node. */
final class LayerLinks {

    private static final String MEDIA_TYPE = "application/octet-stream";

    private final LeasedStorage storage;

    LayerLinks(LeasedStorage storage) {
        this.storage = storage;
    }

    /** The blob of a repository; empty if it has no link to it, or the bytes are gone. */
    Optional<StoredLayer> find(RepositoryName repository, Digest digest) throws RegistryException {
        if (!Links.isStorable(digest)) {
            return Optional.empty();
        }
        Optional<Digest> blob = storage.call(lease -> Links.read(lease, StorageLayout.layerLink(repository, digest)));
        return blob.isEmpty() ? Optional.empty() : StoredLayer.find(StorageLayout.blob(blob.get()), digest, storage);
    }

    /**
     * Links a blob that another repository links, by the same name to the same bytes. These are looked for again at the
     * end: whoever deletes bytes that nobody links looks for links first, so what is there then stays.
     */
    Optional<Descriptor> mount(RepositoryName repository, Digest digest, RepositoryName source)
            throws RegistryException {
        if (!Links.isStorable(digest)) {
            return Optional.empty();
        }
        return storage.call(lease -> {
            Optional<Digest> blob = Links.read(lease, StorageLayout.layerLink(source, digest));
            if (blob.isEmpty() || size(lease, blob.get()).isEmpty()) {
                return Optional.empty();
            }
            if (!repository.equals(source)) {
                Links.write(lease, StorageLayout.layerLink(repository, digest), blob.get());
            }
            return size(lease, blob.get()).map(size -> new Descriptor(MEDIA_TYPE, digest, size));
        });
    }

    /** Unlinks a blob. Returns whether the repository held it; a link to bytes that are gone is cleared away too. */
    boolean delete(RepositoryName repository, Digest digest) throws RegistryException {
        if (!Links.isStorable(digest)) {
            return false;
        }
        return storage.call(lease -> {
            StoragePath link = StorageLayout.layerLink(repository, digest);
            Optional<Digest> blob = Links.read(lease, link);
            if (blob.isEmpty()) {
                return false;
            }
            boolean held = size(lease, blob.get()).isPresent();
            lease.driver().delete(List.of(link));
            return held;
        });
    }

    private static Optional<Long> size(StorageLease lease, Digest blob) throws StorageException {
        try {
            Stat stat = lease.driver().stat(StorageLayout.blob(blob));
            return stat.directory() ? Optional.empty() : Optional.of(stat.size());
        } catch (PathNotFoundException absent) {
            return Optional.empty();
        }
    }
}

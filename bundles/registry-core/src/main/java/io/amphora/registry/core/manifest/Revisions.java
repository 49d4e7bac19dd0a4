package io.amphora.registry.core.manifest;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.tag.TagGuard;
import io.amphora.registry.core.tag.TagLinks;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The manifests of one repository on storage. The revision link decides whether the repository holds a manifest: it is
 * written after the bytes and before the tag, and is the first to go. So a crash at any point leaves a manifest that is
 * there or not, and never a tag that is served without one.
 */
final class Revisions {

    private final StorageLease lease;
    private final RepositoryName repository;

    Revisions(StorageLease lease, RepositoryName repository) {
        this.lease = lease;
        this.repository = repository;
    }

    /** The digest under which the bytes of a manifest lie; empty if the repository does not hold it. */
    Optional<Digest> content(Digest manifest) throws StorageException {
        return Links.isStorable(manifest)
                ? Links.read(lease, StorageLayout.revisionLink(repository, manifest))
                : Optional.empty();
    }

    /** Stores a manifest with further signatures of it, and lets a tag name it. */
    void store(PushedManifest pushed, List<ByteBuffer> signatures, Optional<Tag> tag) throws StorageException {
        Digest manifest = pushed.digest();
        byte[] content = pushed.stored();
        StoragePath blob = StorageLayout.blob(manifest);
        lease.driver().put(blob, content);
        signatures(manifest).write(signatures);
        if (tag.isPresent()) {
            TagLinks.announce(lease, repository, tag.get(), manifest);
        }
        StoragePath link = StorageLayout.revisionLink(repository, manifest);
        Links.write(lease, link, manifest);
        if (tag.isPresent()) {
            TagLinks.point(lease, repository, tag.get(), manifest);
        }
        confirm(manifest, blob, content);
        signatures(manifest).confirm(signatures);
    }

    /** What is kept beside a manifest. */
    Signatures signatures(Digest manifest) {
        return new Signatures(lease, repository, manifest);
    }

    /** Deletes a manifest and every tag that names it. Returns whether the repository held it. */
    boolean delete(Digest manifest, TagGuard guard) throws StorageException {
        if (content(manifest).isEmpty()) {
            return false;
        }
        lease.driver().delete(List.of(StorageLayout.revisionLink(repository, manifest)));
        TagLinks.deleteAll(lease, repository, manifest, guard);
        if (content(manifest).isEmpty()) {
            lease.driver().delete(List.of(StorageLayout.revision(repository, manifest)));
        }
        return true;
    }

    /** Deletes a tag. Returns whether it named a manifest; one that names none any more is cleared away too. */
    boolean delete(Tag tag) throws StorageException {
        Optional<Digest> manifest = TagLinks.read(lease, repository, tag);
        if (manifest.isEmpty()) {
            return false;
        }
        boolean named = content(manifest.get()).isPresent();
        TagLinks.delete(lease, repository, tag, manifest.get());
        return named;
    }

    /**
     * Looks again once everything is linked: whoever deletes the bytes of manifests that nobody links looks for links
     * first, so bytes that are there now stay. A link that another node's delete took meanwhile is written again.
     */
    private void confirm(Digest manifest, StoragePath blob, byte[] content) throws StorageException {
        if (!exists(blob)) {
            lease.driver().put(blob, content);
        }
        if (content(manifest).isEmpty()) {
            Links.write(lease, StorageLayout.revisionLink(repository, manifest), manifest);
        }
    }

    private boolean exists(StoragePath path) throws StorageException {
        try {
            lease.driver().stat(path);
            return true;
        } catch (PathNotFoundException absent) {
            return false;
        }
    }
}

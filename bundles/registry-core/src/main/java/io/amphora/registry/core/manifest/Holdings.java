package io.amphora.registry.core.manifest;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.ContentNeed.Kind;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a repository holds of what a manifest names. Other repositories do not count: a link is the right to a blob. */
final class Holdings {

    private final StorageLease lease;
    private final RepositoryName repository;

    Holdings(StorageLease lease, RepositoryName repository) {
        this.lease = lease;
        this.repository = repository;
    }

    /** Notes each content that is missing, once, however often the manifest names it. */
    void check(List<ContentNeed> needs, Faults faults) throws StorageException {
        for (ContentNeed need : distinct(needs)) {
            if (!holds(need)) {
                faults.add(new RegistryError(ErrorCode.MANIFEST_BLOB_UNKNOWN, describe(need)));
            }
        }
    }

    /** A need as errors show it. */
    static Map<String, Object> describe(ContentNeed need) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("digest", need.digest().toString());
        need.descriptor().ifPresent(descriptor -> {
            detail.put("size", descriptor.size());
            detail.put("mediaType", descriptor.mediaType());
        });
        return detail;
    }

    private boolean holds(ContentNeed need) throws StorageException {
        if (!Links.isStorable(need.digest())) {
            return false;
        }
        StoragePath blob = StorageLayout.layerLink(repository, need.digest());
        StoragePath manifest = StorageLayout.revisionLink(repository, need.digest());
        return switch (need.kind()) {
            case BLOB -> isLinked(blob);
            case BLOB_OR_MANIFEST -> isLinked(blob) || isLinked(manifest);
            case MANIFEST_OR_BLOB -> isLinked(manifest) || isLinked(blob);
        };
    }

    private boolean isLinked(StoragePath link) throws StorageException {
        return Links.read(lease, link).isPresent();
    }

    private static Collection<ContentNeed> distinct(List<ContentNeed> needs) {
        Map<Digest, ContentNeed> distinct = new LinkedHashMap<>();
        for (ContentNeed need : needs) {
            distinct.merge(need.digest(), need, Holdings::stronger);
        }
        return distinct.values();
    }

    /** Of two needs of the same content the one that a manifest does not satisfy. */
    private static ContentNeed stronger(ContentNeed one, ContentNeed other) {
        return other.kind() == Kind.BLOB ? other : one;
    }
}

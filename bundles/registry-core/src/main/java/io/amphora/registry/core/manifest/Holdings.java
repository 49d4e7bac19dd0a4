package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
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
    void check(List<Need> needs, Faults faults) throws StorageException {
        for (Need need : distinct(needs)) {
            if (!need.elsewhere() && !holds(need)) {
                faults.add(new RegistryError(ErrorCode.MANIFEST_BLOB_UNKNOWN, describe(need.part())));
            }
        }
    }

    /** A part as errors show it. */
    static Map<String, Object> describe(Part part) {
        Descriptor descriptor = part.descriptor();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("digest", descriptor.digest().toString());
        detail.put("size", descriptor.size());
        detail.put("mediaType", descriptor.mediaType());
        return detail;
    }

    private boolean holds(Need need) throws StorageException {
        Digest digest = need.part().descriptor().digest();
        if (!Links.isStorable(digest)) {
            return false;
        }
        StoragePath blob = StorageLayout.layerLink(repository, digest);
        if (!need.orManifest()) {
            return isLinked(blob);
        }
        // The likelier one first: for an index with many children a look-up in vain is what takes the time.
        StoragePath manifest = StorageLayout.revisionLink(repository, digest);
        boolean likelyManifest =
                MediaTypes.format(need.part().descriptor().mediaType()).isPresent();
        return likelyManifest ? isLinked(manifest) || isLinked(blob) : isLinked(blob) || isLinked(manifest);
    }

    private boolean isLinked(StoragePath link) throws StorageException {
        return Links.read(lease, link).isPresent();
    }

    private static Collection<Need> distinct(List<Need> needs) {
        Map<Digest, Need> distinct = new LinkedHashMap<>();
        for (Need need : needs) {
            distinct.merge(need.part().descriptor().digest(), need, Need::and);
        }
        return distinct.values();
    }
}

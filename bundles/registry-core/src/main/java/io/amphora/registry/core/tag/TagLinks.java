package io.amphora.registry.core.tag;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.link.NotALinkException;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of tags, and the way back from a manifest to those that name it. That way may name too many, never too few:
 * an entry is written before the tag's link and checked against it.
 */
public final class TagLinks {

    private static final Logger LOG = LoggerFactory.getLogger(TagLinks.class);

    /** How many tags are kept from moving at a time. */
    private static final int BATCH = 100;

    private TagLinks() {}

    /** What a tag's link names, whether or not the repository still holds that manifest; empty if there is no such tag. */
    public static Optional<Digest> read(StorageLease lease, RepositoryName repository, Tag tag)
            throws StorageException {
        return Links.read(lease, StorageLayout.tagLink(repository, tag));
    }

    /** Notes that a tag is about to name a manifest. Comes before the manifest's own link. */
    public static void announce(StorageLease lease, RepositoryName repository, Tag tag, Digest manifest)
            throws StorageException {
        Links.write(lease, StorageLayout.tagged(repository, manifest, tag), manifest);
    }

    /** Lets an announced tag name a manifest. */
    public static void point(StorageLease lease, RepositoryName repository, Tag tag, Digest manifest)
            throws StorageException {
        Links.write(lease, StorageLayout.tagIndexLink(repository, tag, manifest), manifest);
        Links.write(lease, StorageLayout.tagLink(repository, tag), manifest);
    }

    /** Deletes a tag that names a manifest; the tag first, so that a crash leaves an entry too many. */
    public static void delete(StorageLease lease, RepositoryName repository, Tag tag, Digest manifest)
            throws StorageException {
        lease.driver().delete(List.of(StorageLayout.tag(repository, tag)));
        lease.driver().delete(List.of(StorageLayout.tagged(repository, manifest, tag)));
    }

    /** Deletes every tag that names a manifest, some at a time, and the way back to them. */
    public static void deleteAll(StorageLease lease, RepositoryName repository, Digest manifest, TagGuard guard)
            throws StorageException {
        StoragePath tagged = StorageLayout.tagged(repository, manifest);
        String after = "";
        boolean more = true;
        while (more) {
            Page page = page(lease, tagged, after);
            List<Tag> candidates = tags(repository, page.names());
            guard.during(candidates, () -> lease.driver().delete(naming(lease, repository, manifest, candidates)));
            more = page.more() && !page.names().isEmpty();
            after = more ? page.names().get(page.names().size() - 1) : after;
        }
        lease.driver().delete(List.of(tagged));
    }

    private static List<Tag> tags(RepositoryName repository, List<String> names) {
        List<Tag> tags = new ArrayList<>();
        for (String name : names) {
            try {
                tags.add(Tag.parse(name));
            } catch (IllegalArgumentException e) {
                LOG.warn("{}: '{}' is no tag, so it is left alone: {}", repository, name, e.getMessage());
            }
        }
        return tags;
    }

    private static List<StoragePath> naming(
            StorageLease lease, RepositoryName repository, Digest manifest, List<Tag> candidates)
            throws StorageException {
        List<StoragePath> tags = new ArrayList<>();
        for (Tag tag : candidates) {
            try {
                if (read(lease, repository, tag).filter(manifest::equals).isPresent()) {
                    tags.add(StorageLayout.tag(repository, tag));
                }
            } catch (NotALinkException e) {
                LOG.warn("{}: '{}' names no manifest, so it is left alone: {}", repository, tag, e.getMessage());
            }
        }
        return tags;
    }

    private static Page page(StorageLease lease, StoragePath directory, String after) throws StorageException {
        try {
            return lease.driver().list(directory, after, BATCH);
        } catch (PathNotFoundException absent) {
            return new Page(List.of(), false);
        }
    }
}

package io.amphora.registry.core.tag;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.link.Links;
import io.amphora.registry.core.link.NotALinkException;
import io.amphora.registry.core.storage.NameCursor;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One walk over a repository's tags, which leaves out those that name nothing any more. */
final class TagWalk {

    private static final Logger LOG = LoggerFactory.getLogger(TagWalk.class);

    /** How many manifests are remembered; behind them it looks again. */
    private static final int MOST_MANIFESTS = 1_000;

    private final StorageLease lease;
    private final RepositoryName repository;
    private final StoragePath directory;
    private final Map<Digest, Boolean> manifests = new HashMap<>();

    TagWalk(StorageLease lease, RepositoryName repository) {
        this.lease = lease;
        this.repository = repository;
        this.directory = StorageLayout.tags(repository);
    }

    /**
     * The tags behind a text.
     *
     * @throws PathNotFoundException if the repository never had a tag
     */
    Slice<Tag> list(String after, int limit) throws StorageException {
        List<Tag> tags = new ArrayList<>();
        NameCursor names = new NameCursor(lease, directory, searchable(after), limit);
        while (names.advance()) {
            Optional<Tag> tag = names.name().compareTo(after) > 0 ? tag(names.name()) : Optional.empty();
            if (tag.isEmpty() || !namesManifest(tag.get())) {
                continue;
            }
            if (tags.size() == limit) {
                return new Slice<>(tags, true);
            }
            tags.add(tag.get());
        }
        return new Slice<>(tags, false);
    }

    private boolean namesManifest(Tag tag) throws StorageException {
        try {
            Optional<Digest> manifest = TagLinks.read(lease, repository, tag);
            return manifest.isPresent() && isHeld(manifest.get());
        } catch (NotALinkException e) {
            LOG.warn("The list of {}'s tags is without {}: {}", repository, tag, e.getMessage());
            return false;
        }
    }

    private boolean isHeld(Digest manifest) throws StorageException {
        Boolean known = manifests.get(manifest);
        if (known == null) {
            known = Links.read(lease, StorageLayout.revisionLink(repository, manifest))
                    .isPresent();
            if (manifests.size() == MOST_MANIFESTS) {
                manifests.clear();
            }
            manifests.put(manifest, known);
        }
        return known;
    }

    /** The longest beginning of a text that can begin a name; what it lets through is compared again. */
    private static String searchable(String text) {
        int end = 0;
        while (end < text.length() && end < StoragePath.MAX_SEGMENT && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static boolean isNameCharacter(char c) {
        return StoragePath.isSegment("a" + c);
    }

    private static Optional<Tag> tag(String name) {
        try {
            return Optional.of(Tag.parse(name));
        } catch (IllegalArgumentException notATag) {
            return Optional.empty();
        }
    }
}

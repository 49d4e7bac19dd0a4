package io.amphora.registry.core.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.amphora.registry.Digest;
import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.Optional;

/**
 * Reads and writes link files. A link is followed by its content, not by its place: the digest in it names where the bytes
 * lie. Never cached, so that a delete takes effect at once on every node.
 */
public final class Links {

    private static final int LONGEST = 256;

    private Links() {}

    /**
     * The digest that a link holds; empty if there is no such link.
     *
     * @throws NotALinkException if what is there is not a digest that storage can hold
     */
    public static Optional<Digest> read(StorageLease lease, StoragePath link) throws StorageException {
        byte[] content;
        try {
            content = lease.driver().get(link, LONGEST);
        } catch (PathNotFoundException absent) {
            return Optional.empty();
        } catch (ContentTooLargeException notADigest) {
            throw new NotALinkException(lease.name(), link, notADigest);
        }
        try {
            Digest digest = Digest.parse(new String(content, ISO_8859_1).strip());
            if (isStorable(digest)) {
                return Optional.of(digest);
            }
        } catch (IllegalArgumentException notADigest) {
            throw new NotALinkException(lease.name(), link, notADigest);
        }
        throw new NotALinkException(lease.name(), link);
    }

    /** Writes a link, replacing one that is there. */
    public static void write(StorageLease lease, StoragePath link, Digest digest) throws StorageException {
        lease.driver().put(link, digest.toString().getBytes(ISO_8859_1));
    }

    /** Whether storage has places for a digest: no path can be built from those of other algorithms. */
    public static boolean isStorable(Digest digest) {
        return digest.isSha256() || digest.algorithm().equals(Digest.SHA512);
    }
}

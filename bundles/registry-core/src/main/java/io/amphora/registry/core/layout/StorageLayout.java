package io.amphora.registry.core.layout;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.storage.StoragePath;

/**
 * Builds every path of the registry; nobody else does. The tree is that of the Docker distribution registry, so that
 * either can be pointed at what the other wrote; what is marked "ours" it ignores.
 *
 * <pre>
 * /docker/registry/v2
 *   blobs/&lt;alg&gt;/&lt;first 2 hex&gt;/&lt;hex&gt;/data
 *   repositories/&lt;name&gt;
 *     _layers/&lt;alg&gt;/&lt;hex&gt;/link                        "alg:hex" of the blob, followed by content
 *     _manifests/revisions/&lt;alg&gt;/&lt;hex&gt;/link           the same
 *     _manifests/revisions/&lt;alg&gt;/&lt;hex&gt;/signatures/&lt;alg&gt;/&lt;hex&gt;/link
 *                                                     the same, of a signature of the revision
 *     _manifests/tags/&lt;tag&gt;/current/link              "alg:hex" of the revision
 *     _manifests/tags/&lt;tag&gt;/index/&lt;alg&gt;/&lt;hex&gt;/link    every revision that the tag ever named
 *     _uploads/&lt;uuid&gt;/startedat                       RFC 3339, UTC; the sign of life
 *     _uploads/&lt;uuid&gt;/data                            what unfinished bytes belong to
 *     _uploads/&lt;uuid&gt;/marks/&lt;offset&gt;                  ours: the chain of records
 *     _uploads/&lt;uuid&gt;/marks/&lt;offset&gt;.&lt;writer&gt;         ours: the newest checkpoint of a running request
 *     _tagged/&lt;alg&gt;/&lt;hex&gt;/&lt;tag&gt;                       ours: which tags may name the revision
 *     _referrers/&lt;sha256 of the subject&gt;/&lt;alg&gt;/&lt;hex&gt;  ours: the descriptor of a manifest with that subject
 * /amphora
 *   store                                              ours: the store's id; made and read by who hands drivers out
 *   keys/&lt;fingerprint&gt;                                 ours: token keys that nodes of this store sign with
 *   keys/first                                         ours: the fingerprint of the one that made itself known
 * </pre>
 *
 * A component of a repository's name never begins with an underscore, so what does is never a repository.
 */
public final class StorageLayout {

    private static final StoragePath ROOT = StoragePath.parse("/docker/registry/v2");
    private static final StoragePath BLOBS = ROOT.resolve("blobs");
    private static final StoragePath REPOSITORIES = ROOT.resolve("repositories");
    private static final StoragePath KEYS = StoragePath.parse("/amphora/keys");

    private StorageLayout() {}

    /** The directory above all repositories. */
    public static StoragePath repositories() {
        return REPOSITORIES;
    }

    /** A repository's directory; other repositories may lie below it. */
    public static StoragePath repository(RepositoryName name) {
        return REPOSITORIES.resolve(name.toString().split("/"));
    }

    /** The bytes that a digest names. */
    public static StoragePath blob(Digest digest) {
        String hex = digest.encoded();
        return BLOBS.resolve(digest.algorithm(), hex.substring(0, 2), hex, "data");
    }

    /** What makes a blob one of the repository. */
    public static StoragePath layerLink(RepositoryName name, Digest digest) {
        return repository(name).resolve("_layers", digest.algorithm(), digest.encoded(), "link");
    }

    /** What all manifests, tags and their links of a repository lie below. */
    public static StoragePath manifests(RepositoryName name) {
        return repository(name).resolve("_manifests");
    }

    /** A manifest's directory; deleting it deletes the manifest from the repository. */
    public static StoragePath revision(RepositoryName name, Digest digest) {
        return manifests(name).resolve("revisions", digest.algorithm(), digest.encoded());
    }

    /** What makes a manifest one of the repository. */
    public static StoragePath revisionLink(RepositoryName name, Digest digest) {
        return revision(name, digest).resolve("link");
    }

    /** The directory of a manifest's signatures, of those that a SHA-256 names. */
    public static StoragePath signatures(RepositoryName name, Digest digest) {
        return revision(name, digest).resolve("signatures", Digest.SHA256);
    }

    /** What makes a signature one of a manifest. */
    public static StoragePath signatureLink(RepositoryName name, Digest digest, Digest signature) {
        return signatures(name, digest).resolve(signature.encoded(), "link");
    }

    /** The directory of all tags. */
    public static StoragePath tags(RepositoryName name) {
        return manifests(name).resolve("tags");
    }

    /** A tag's directory; deleting it deletes the tag. */
    public static StoragePath tag(RepositoryName name, Tag tag) {
        return tags(name).resolve(tag.toString());
    }

    /** What a tag names now. */
    public static StoragePath tagLink(RepositoryName name, Tag tag) {
        return tag(name, tag).resolve("current", "link");
    }

    /** That a tag named a manifest once. */
    public static StoragePath tagIndexLink(RepositoryName name, Tag tag, Digest digest) {
        return tag(name, tag).resolve("index", digest.algorithm(), digest.encoded(), "link");
    }

    /** The directory of the tags that may name a manifest. */
    public static StoragePath tagged(RepositoryName name, Digest digest) {
        return repository(name).resolve("_tagged", digest.algorithm(), digest.encoded());
    }

    /** That a tag may name a manifest: checked against {@link #tagLink} when used. */
    public static StoragePath tagged(RepositoryName name, Digest digest, Tag tag) {
        return tagged(name, digest).resolve(tag.toString());
    }

    /** The directory of a repository's uploads. */
    public static StoragePath uploads(RepositoryName name) {
        return repository(name).resolve("_uploads");
    }

    /** An upload's directory; deleting it frees all that it holds. */
    public static StoragePath upload(RepositoryName name, String id) {
        return uploads(name).resolve(id);
    }

    /** An upload's sign of life, with the time at which it began. */
    public static StoragePath uploadStartedAt(RepositoryName name, String id) {
        return upload(name, id).resolve("startedat");
    }

    /** What an upload's unfinished bytes belong to. */
    public static StoragePath uploadData(RepositoryName name, String id) {
        return upload(name, id).resolve("data");
    }

    /** The directory of an upload's records and checkpoints. */
    public static StoragePath uploadRecords(RepositoryName name, String id) {
        return upload(name, id).resolve("marks");
    }

    /** A record or checkpoint of an upload. */
    public static StoragePath uploadRecord(RepositoryName name, String id, String record) {
        return uploadRecords(name, id).resolve(record);
    }

    /** The directory of the token keys that this store knows. */
    public static StoragePath keys() {
        return KEYS;
    }

    /** Which token key made itself known, by create-if-absent; all others are made known by an administrator. */
    public static StoragePath firstKey() {
        return KEYS.resolve("first");
    }

    /** That this store knows a token key. */
    public static StoragePath key(String fingerprint) {
        return KEYS.resolve(fingerprint);
    }
}

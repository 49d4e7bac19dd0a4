package io.amphora.storage;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that keeps named bytes. Implemented by driver authors as an OSGi service, called by the registry from any
 * number of threads at once.
 *
 * <p>An instance is registered with the service properties {@value #NAME}, {@value #KIND} and, where they are true,
 * {@value #SHARED} and {@value #PASSING}. It starts
 * no thread and opens nothing before it is activated, and releases everything when it is deactivated; calls after that
 * fail. Readers and writers that are still open then are moved by the registry: an author need not count them.
 *
 * <p>What a method reports as done survives a power cut. Methods that take a path refuse {@link StoragePath#ROOT} with
 * {@link IllegalArgumentException} unless they say otherwise.
 */
@ConsumerType
public interface StorageDriver {

    /** Service property: the instance's name, unique in a registry; what an administrator selects it by. */
    String NAME = "amphora.storage.name";

    /** Service property: what kind of driver it is, such as {@code filesystem}. */
    String KIND = "amphora.storage.kind";

    /** Service property, Boolean: whether nodes on other machines may use the same store. Absent means no. */
    String SHARED = "amphora.storage.shared";

    /**
     * Service property, Boolean: whether the store ends with the instance, as a heap does, so that after a restart another
     * store is no surprise. Absent means no.
     */
    String PASSING = "amphora.storage.passing";

    /**
     * Reads a small content whole.
     *
     * @param limit the most bytes to return
     * @throws PathNotFoundException if no content has that path (a directory is none)
     * @throws ContentTooLargeException if there are more bytes than the limit
     */
    byte[] get(StoragePath path, int limit) throws StorageException;

    /**
     * Writes a small content whole. Readers see the old content or the new one, never a mixture; the new one is durable
     * when this returns.
     */
    void put(StoragePath path, byte[] content) throws StorageException;

    /**
     * Creates a small content if nothing has that path. Of racing callers, in this process or another, on this machine or
     * another, exactly one succeeds; the name appears with its whole content.
     *
     * <p>A caller whose own earlier try did succeed unnoticed succeeds again: where the path exists with exactly the bytes
     * of {@code content} the answer is true. So callers that must not be taken for one another put a nonce in.
     *
     * @return whether the path now holds what this caller brought
     * @throws UnsupportedAbilityException if the store cannot do it; found out when the driver is activated
     */
    boolean create(StoragePath path, byte[] content) throws StorageException;

    /**
     * Opens a content for reading. At or past its end a reader reads nothing.
     *
     * @param offset where to begin, in bytes
     * @throws InvalidOffsetException if the offset is negative
     * @throws PathNotFoundException if no content has that path
     */
    StorageReader read(StoragePath path, long offset) throws StorageException;

    /**
     * Begins a new content. Any number of writers may be open for one path; each keeps bytes of its own, and readers see
     * none of them before {@link StorageWriter#commit}.
     *
     * @param path what the unfinished bytes belong to: deleting it, or a directory above it, frees them
     * @param target where commit is expected to put the content, {@code path} itself if that is not known yet; a driver
     *     may use it to commit without a copy
     */
    StorageWriter write(StoragePath path, StoragePath target) throws StorageException;

    /**
     * Goes on at a mark of a writer of {@code path}, on any instance over the same store. Nothing is dropped before the
     * first write: until then, a caller may close this writer and leave what lies behind the mark as it is. With the first
     * write, checkpoint or commit everything behind the mark is dropped, and marks of the same content further on are no
     * longer of use.
     *
     * <p>Of writers that race for one mark at most one is accepted. A store that can tell refuses the others here, with
     * {@link WriterConflictException}; else they fail at the latest at their next checkpoint or commit.
     *
     * @throws WriterConflictException if another writer holds the content
     * @throws PathNotFoundException if the unfinished content is gone
     */
    StorageWriter resume(StoragePath path, Mark mark) throws StorageException;

    /**
     * What has that path; the root always exists.
     *
     * @throws PathNotFoundException if nothing has it
     */
    Stat stat(StoragePath path) throws StorageException;

    /**
     * Lists the names of the direct children of a directory, in the order of their bytes, at the memory of one page.
     *
     * @param directory a directory, or the root; an empty root has an empty page
     * @param after names up to and including this one are left out; it need not exist; the empty text leaves out none
     * @param limit the most names to return, at least 1
     * @throws PathNotFoundException if there is no such directory
     */
    Page list(StoragePath directory, String after, int limit) throws StorageException;

    /**
     * Moves a content, replacing one that has the new path. Nobody sees the target half written.
     *
     * <p>A move onto itself changes nothing and makes the content's name durable: a caller who finds a content that another
     * may still be putting in its place, or died at it, is certain of it afterwards.
     *
     * @throws PathNotFoundException if no content has the path {@code from}; the target is then untouched
     */
    void move(StoragePath from, StoragePath to) throws StorageException;

    /**
     * Deletes contents, and directories with all that is in them, unfinished writers included. A sibling whose name begins
     * alike stays. Paths that do not exist are passed over.
     */
    void delete(Collection<StoragePath> paths) throws StorageException;
}

package io.amphora.registry.core.manifest;

import io.amphora.registry.Digest;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Tag;
import io.amphora.registry.core.tag.TagGuard;
import io.amphora.storage.StorageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps deletes apart from pushes of the same manifest or tag, within this process: pushes do not wait for one another, nor
 * for a delete of other manifests, however many tags that has. The lock of a manifest comes before those of tags, and those
 * in the order of their bytes. Between nodes the order of the links decides, and a push looks again.
 */
final class ManifestLocks {

    private final ConcurrentHashMap<Key, Counted> locks = new ConcurrentHashMap<>();

    /** What is locked: a tag or a digest of a repository. */
    private record Key(RepositoryName repository, Object of) {}

    /** A lock that lives as long as somebody holds it or waits for it. */
    private static final class Counted {
        private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
        private int users;
    }

    /** Locks that are held, to be released by the same thread. */
    static final class Held {

        private final Deque<Runnable> releases = new ArrayDeque<>();

        /** Releases them, the last one first. */
        void release() {
            releases.forEach(Runnable::run);
        }
    }

    /** What a push holds while it links. */
    Held push(RepositoryName repository, Digest manifest, Optional<Tag> tag) {
        Held held = new Held();
        hold(new Key(repository, manifest), false, held);
        tag.ifPresent(name -> hold(new Key(repository, name), false, held));
        return held;
    }

    /** What the delete of a manifest holds. */
    Held delete(RepositoryName repository, Digest manifest) {
        Held held = new Held();
        hold(new Key(repository, manifest), true, held);
        return held;
    }

    /** What guards the tags of a repository. */
    TagGuard tags(RepositoryName repository) {
        return (tags, change) -> during(repository, tags, change);
    }

    /** How many locks there are. */
    int size() {
        return locks.size();
    }

    private void during(RepositoryName repository, List<Tag> tags, TagGuard.Change change) throws StorageException {
        Held held = new Held();
        try {
            tags.forEach(tag -> hold(new Key(repository, tag), true, held));
            change.run();
        } finally {
            held.release();
        }
    }

    private void hold(Key key, boolean alone, Held held) {
        Counted counted = locks.compute(key, (k, known) -> {
            Counted used = known == null ? new Counted() : known;
            used.users++;
            return used;
        });
        Lock lock = alone ? counted.lock.writeLock() : counted.lock.readLock();
        lock.lock();
        held.releases.push(() -> {
            lock.unlock();
            locks.computeIfPresent(key, (k, known) -> --known.users == 0 ? null : known);
        });
    }
}

package io.amphora.registry.core.manifest;

import io.amphora.registry.RepositoryName;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps a delete apart from the pushes to the same repository, within this process: pushes do not wait for one another.
 * Between nodes nothing does; there the order of the links decides, and a push looks again.
 */
final class RepositoryLocks {

    private static final int STRIPES = 64;

    private final ReadWriteLock[] stripes = new ReadWriteLock[STRIPES];

    RepositoryLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantReadWriteLock(true);
        }
    }

    /** What a push holds while it links. */
    Lock push(RepositoryName repository) {
        return stripe(repository).readLock();
    }

    /** What a delete holds. */
    Lock delete(RepositoryName repository) {
        return stripe(repository).writeLock();
    }

    private ReadWriteLock stripe(RepositoryName repository) {
        return stripes[Math.floorMod(repository.hashCode(), STRIPES)];
    }
}

package io.amphora.http.endpoint;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;

/**
 * How many bytes of manifests, on their way in or out, may be in memory at once. What goes beyond is to be tried again;
 * but one alone always may, however large. Thread-safe.
 */
final class ManifestMemory {

    private final long most;
    private long taken;

    ManifestMemory(long most) {
        this.most = most;
    }

    /** Takes room for bytes in place of what the caller had before. Without room nothing changes. */
    synchronized void resize(long before, long after) throws RegistryException {
        long others = taken - before;
        if (others > 0 && others + after > most) {
            throw new RegistryException(ErrorCode.UNAVAILABLE, "reason", "too many manifests at once");
        }
        taken = others + after;
    }

    /** Gives room back. */
    synchronized void release(long bytes) {
        taken -= bytes;
    }

    synchronized long taken() {
        return taken;
    }
}

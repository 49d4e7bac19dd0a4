package io.amphora.registry.core.upload;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The requests of this process that write to an upload, one for each upload. One that comes second waits for the first; if
 * that receives nothing meanwhile, its client is gone, and it is cut. Thread-safe.
 */
final class RunningRequests {

    private final Map<UUID, UploadRequest> running = new HashMap<>();

    /** Takes the upload's place for a request; false if another one keeps it. */
    boolean enter(UploadRequest request, Duration patience) throws InterruptedException {
        UploadRequest ghost;
        synchronized (this) {
            ghost = running.get(request.id());
            if (ghost != null && !ends(ghost, patience)) {
                return false;
            }
            running.put(request.id(), request);
        }
        if (ghost != null) {
            ghost.release();
        }
        return true;
    }

    /** Gives the place back, if the request has it. */
    synchronized void leave(UploadRequest request) {
        if (running.remove(request.id(), request)) {
            notifyAll();
        }
    }

    /** Waits until a request ends, and cuts it if it only hangs; false if it, or one after it, keeps the place. */
    private boolean ends(UploadRequest first, Duration patience) throws InterruptedException {
        long received = first.offset();
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (running.get(first.id()) == first && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        UploadRequest now = running.get(first.id());
        return now == null || (now == first && first.offset() == received && first.cut());
    }
}

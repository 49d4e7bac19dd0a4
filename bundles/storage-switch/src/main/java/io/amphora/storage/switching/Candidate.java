package io.amphora.storage.switching;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver instance that is there, with what is known of its store, its calls, and who uses it. Thread-safe. */
final class Candidate {

    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);

    /** The preferred one first: higher bundle version, then higher ranking, then the older service. */
    static final Comparator<Candidate> PREFERENCE =
            Comparator.comparing(Candidate::properties, DriverProperties.PREFERENCE);

    private final StorageDriver driver;
    private final DriverCalls calls;
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final AtomicInteger moves = new AtomicInteger();
    private volatile DriverProperties properties;
    private volatile OptionalLong freeBytes = OptionalLong.empty();
    private volatile StoreIdentity identity = new StoreIdentity.Unread();
    private volatile @Nullable Runnable afterLastUse;
    private volatile @Nullable Instant drainingSince;

    Candidate(StorageDriver driver, DriverProperties properties, Supplier<CallLimits> limits, ThreadFactory threads) {
        this.driver = driver;
        this.properties = properties;
        this.calls = new DriverCalls(this::name, limits, threads, this::endIfUnused);
    }

    StorageDriver driver() {
        return driver;
    }

    DriverCalls calls() {
        return calls;
    }

    DriverProperties properties() {
        return properties;
    }

    void properties(DriverProperties changed) {
        properties = changed;
    }

    /** How much room there was when the driver was last asked. */
    OptionalLong freeBytes() {
        return freeBytes;
    }

    void freeBytes(OptionalLong found) {
        freeBytes = found;
    }

    String name() {
        return properties.name();
    }

    StoreIdentity identity() {
        return identity;
    }

    /** What was found out; a store that is known stays so, whatever a slower look says. */
    synchronized void identity(StoreIdentity found) {
        if (!(identity instanceof StoreIdentity.Known)) {
            identity = found;
        }
    }

    Optional<UUID> store() {
        return identity instanceof StoreIdentity.Known known ? Optional.of(known.id()) : Optional.empty();
    }

    /** Counts one more user. */
    Hold hold(Tenant tenant) {
        Hold hold = new Hold(this, tenant);
        holds.add(hold);
        return hold;
    }

    void released(Hold hold) {
        holds.remove(hold);
        endIfUnused();
        if (holds.isEmpty()) {
            synchronized (holds) {
                holds.notifyAll();
            }
        }
    }

    /** Waits until nobody uses it, or the time is over. */
    void awaitUnused(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        synchronized (holds) {
            for (long left = most.toNanos(); !holds.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                try {
                    NANOSECONDS.timedWait(holds, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Who uses it now. */
    Collection<Hold> holds() {
        return holds;
    }

    /** The oldest uses. */
    List<DriverUse> uses(int most) {
        return holds.stream()
                .map(Hold::use)
                .sorted(Comparator.comparing(DriverUse::since))
                .limit(most)
                .toList();
    }

    /** A reader or writer of a driver that went away goes on with this one. */
    void moved() {
        moves.incrementAndGet();
    }

    /** How many have come here from another driver. */
    int moves() {
        return moves.get();
    }

    /** Another one is active now, or none; empty if this one is. */
    Optional<Instant> drainingSince() {
        return Optional.ofNullable(drainingSince);
    }

    void draining(@Nullable Instant since) {
        drainingSince = since;
    }

    /** Whether no call is begun any more. */
    boolean isLeaving() {
        return calls.isLeaving();
    }

    boolean isGone() {
        return afterLastUse != null;
    }

    /** The service has gone; what still uses it ends with a call of {@code afterLastUse}. */
    void leave(Runnable afterLastUse) {
        this.afterLastUse = afterLastUse;
        endIfUnused();
    }

    /** Tells what is of no consequence for who asked. */
    void complain(String what, Throwable why) {
        LOG.debug("{}: {}", this, what, why);
    }

    @Override
    public String toString() {
        return properties.toString();
    }

    private void endIfUnused() {
        Runnable then = afterLastUse;
        if (then != null && holds.isEmpty() && calls.isIdle()) {
            then.run();
        }
    }
}

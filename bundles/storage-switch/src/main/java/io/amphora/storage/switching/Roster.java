package io.amphora.storage.switching;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.joining;

import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.DriverUnavailableException;
import io.amphora.storage.lease.StorageUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drivers that are there, and which of them is active. Does no I/O: what it decides on is what the candidates know of
 * their stores. The active one is read without a lock. Thread-safe.
 */
final class Roster implements Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final Supplier<Duration> gateTime;
    private final StoreMemory memory;
    private final Object lock = new Object();
    private final List<Candidate> present = new ArrayList<>();
    private final List<Candidate> departed = new ArrayList<>();
    private volatile @Nullable Candidate active;
    private volatile String reason = "no storage driver is there";
    private String wanted = "";
    private @Nullable UUID lastStore;
    private String lastWarning = "";
    private String settingsProblem = "";

    /** What to log once the lock is free: a log may be slow, and leases wait for a successor. */
    private final List<Runnable> untold = new ArrayList<>();

    private boolean closed;

    /**
     * A roster without drivers.
     *
     * @param gateTime how long whoever has begun waits for a driver
     * @param memory knows the store that was used before a restart
     */
    Roster(Supplier<Duration> gateTime, StoreMemory memory) {
        this.gateTime = gateTime;
        this.memory = memory;
        this.lastStore = memory.recall().orElse(null);
    }

    /** A lease on the driver that is active now; waits for one at most as long as the gate allows. */
    Lease lease() throws StorageUnavailableException {
        while (true) {
            Candidate candidate = active;
            if (candidate == null) {
                awaitSomebody();
                continue;
            }
            Optional<UUID> store = candidate.store();
            if (store.isPresent()) {
                Lease lease = new Lease(this, store.get(), candidate);
                Hold hold = candidate.hold(lease);
                // Whoever looks at the holds after a swap must see every lease that was given out before.
                if (candidate == active) {
                    return lease.on(hold);
                }
                hold.release();
            }
        }
    }

    @Override
    public Hold next(UUID store, Tenant tenant, StoragePath path) throws DriverUnavailableException {
        long deadline = System.nanoTime() + gateTime.get().toNanos();
        synchronized (lock) {
            while (true) {
                Optional<Candidate> next = over(store, tenant);
                if (next.isPresent()) {
                    return next.get().hold(tenant);
                }
                if (closed || !await(deadline)) {
                    throw new DriverUnavailableException(wanted, path, "no driver over store " + store + " came");
                }
            }
        }
    }

    boolean isAvailable() {
        return active != null;
    }

    /** Why no driver is active. */
    String reason() {
        return reason;
    }

    void add(Candidate candidate) {
        synchronized (lock) {
            present.add(candidate);
        }
    }

    /**
     * Takes a driver out; its successor takes over in the same instant. Who uses it now is still counted.
     *
     * @return as {@link #settle}
     */
    Optional<Candidate> remove(Candidate candidate) {
        return change(() -> {
            present.remove(candidate);
            departed.add(candidate);
            if (!closed) {
                int uses = candidate.holds().size();
                untold.add(() -> LOG.info("Storage driver {} goes, {} uses of it are open", candidate, uses));
            }
            candidate.draining(Instant.now());
            candidate.leave(() -> forget(candidate));
        });
    }

    /** Takes what a driver's service now says about it; returns as {@link #settle}. */
    Optional<Candidate> update(Candidate candidate, DriverProperties properties) {
        return change(() -> {
            DriverProperties before = candidate.properties();
            candidate.properties(properties);
            untold.add(() -> LOG.info("Storage driver {} is now {}", before, properties));
        });
    }

    void want(String name) {
        synchronized (lock) {
            wanted = name;
            settingsProblem = "";
        }
    }

    /**
     * Makes a driver's name the wanted one, and its store the one in use.
     *
     * @return the driver that was active
     */
    Optional<Candidate> choose(Candidate chosen) {
        Optional<Candidate> before = Optional.ofNullable(active);
        change(() -> {
            wanted = chosen.name();
            settingsProblem = "";
            chosen.store().ifPresent(store -> lastStore = store);
        });
        return before;
    }

    /** The preferred driver of a name. */
    Optional<Candidate> find(String name) {
        synchronized (lock) {
            return named(name).stream().findFirst();
        }
    }

    /** Whether a name was ever given. */
    boolean wantsSomebody() {
        synchronized (lock) {
            return !wanted.isEmpty();
        }
    }

    /** Keeps the name that was given, if one was, and says why newer settings are not used. */
    void refuseSettings(String problem) {
        synchronized (lock) {
            settingsProblem = problem;
        }
    }

    /** Gives out no more leases. */
    void close() {
        synchronized (lock) {
            closed = true;
            active = null;
            reason = "the storage switch has stopped";
            lock.notifyAll();
        }
    }

    /**
     * Decides again which driver is active.
     *
     * @return a driver that would be active if its store had an id
     */
    Optional<Candidate> settle() {
        return change(() -> {});
    }

    /** Everything as it stands now. */
    View view() {
        synchronized (lock) {
            List<Candidate> all = new ArrayList<>(present);
            all.addAll(departed);
            return new View(
                    List.copyOf(all),
                    Optional.ofNullable(active),
                    wanted,
                    Optional.ofNullable(lastStore),
                    reason,
                    settingsProblem);
        }
    }

    /** Changes something and decides again, so that nobody sees the one without the other. */
    private Optional<Candidate> change(Runnable change) {
        Optional<Candidate> unmarked;
        List<Runnable> told;
        synchronized (lock) {
            change.run();
            unmarked = closed ? Optional.empty() : decide();
            lock.notifyAll();
            told = List.copyOf(untold);
            untold.clear();
        }
        told.forEach(Runnable::run);
        return unmarked;
    }

    private Optional<Candidate> decide() {
        List<Candidate> named = named(wanted);
        Optional<Candidate> best = named.stream()
                .filter(c -> c.store().isPresent() && fault(c).isEmpty())
                .findFirst();
        best.ifPresentOrElse(this::activate, this::dropIfGone);
        Optional<Candidate> unmarked = best.isPresent() || lastStore != null
                ? Optional.empty()
                : named.stream()
                        .filter(c -> c.identity() instanceof StoreIdentity.Absent)
                        .findFirst();
        unmarked.ifPresent(candidate -> candidate.identity(new StoreIdentity.Unread()));
        explain(named);
        return unmarked;
    }

    /** A driver over the store that fits, the active one before others. */
    private Optional<Candidate> over(UUID store, Tenant tenant) {
        return present.stream()
                .filter(candidate -> candidate.store().filter(store::equals).isPresent() && tenant.fits(candidate))
                .min(Comparator.comparing((Candidate candidate) -> candidate != active)
                        .thenComparing(Candidate.PREFERENCE));
    }

    private void awaitSomebody() throws StorageUnavailableException {
        long deadline = System.nanoTime() + gateTime.get().toNanos();
        synchronized (lock) {
            while (active == null) {
                if (closed || !await(deadline)) {
                    throw new StorageUnavailableException(reason);
                }
            }
        }
    }

    /** Waits for a change; false if the time is over. */
    private boolean await(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            NANOSECONDS.timedWait(lock, left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forget(Candidate candidate) {
        synchronized (lock) {
            departed.remove(candidate);
        }
    }

    private void activate(Candidate next) {
        Candidate previous = active;
        if (previous == next) {
            return;
        }
        UUID store = next.store().orElseThrow();
        lastStore = store;
        active = next;
        next.draining(null);
        untold.add(() -> LOG.info("Storage driver {} over store {} is active", next, store));
        untold.add(() ->
                memory.keep(Optional.of(store).filter(kept -> !next.properties().passing())));
        if (previous != null && !previous.isGone()) {
            int uses = previous.holds().size();
            previous.draining(Instant.now());
            untold.add(() -> LOG.info("Storage driver {} is replaced, {} uses of it are open", previous, uses));
        }
    }

    private void dropIfGone() {
        Candidate serving = active;
        if (serving != null && serving.isGone()) {
            active = null;
        }
    }

    /** Says why no driver of the wanted name serves, and logs once what is wrong with those that are there. */
    private void explain(List<Candidate> named) {
        String why =
                named.isEmpty() ? missing() : named.stream().map(this::state).collect(joining("; "));
        reason = wanted.isEmpty() || settingsProblem.isEmpty() ? why : why + "; " + settingsProblem;
        String faults = named.isEmpty() ? missing() : faults(named);
        if (!faults.isEmpty() && !faults.equals(lastWarning) && !present.isEmpty()) {
            Candidate serving = active;
            String effect = serving == null ? "the registry has no storage" : serving + " is active";
            untold.add(() -> LOG.warn("{}; {}", faults, effect));
        }
        lastWarning = faults;
    }

    private String faults(List<Candidate> named) {
        return named.stream()
                .filter(candidate -> candidate != active && fault(candidate).isPresent())
                .map(this::state)
                .collect(joining("; "));
    }

    private String missing() {
        if (wanted.isEmpty()) {
            return settingsProblem.isEmpty() ? "no storage driver is chosen" : settingsProblem;
        }
        List<String> names =
                present.stream().map(Candidate::name).distinct().sorted().toList();
        return "no storage driver is named '" + wanted + "'"
                + (names.isEmpty() ? "; none is there" : "; there are: " + String.join(", ", names));
    }

    private String state(Candidate candidate) {
        String what = "storage driver " + candidate + " ";
        if (candidate.identity() instanceof StoreIdentity.Unread) {
            return what + "is not ready: its store is being read";
        }
        return what + fault(candidate).map(fault -> "is refused: " + fault).orElse("has no store id");
    }

    private Optional<String> fault(Candidate candidate) {
        return Fault.of(candidate, Optional.ofNullable(lastStore));
    }

    private List<Candidate> named(String name) {
        return present.stream()
                .filter(candidate -> !name.isEmpty() && candidate.name().equals(name))
                .sorted(Candidate.PREFERENCE)
                .toList();
    }

    /**
     * What the roster holds at one moment.
     *
     * @param candidates those that are there, and those that have gone and are still used
     * @param active the one that new leases go to
     * @param wanted the name that shall be active
     * @param store the one that was used last
     * @param reason why no driver of the wanted name is active, if none is
     * @param settingsProblem why the newest settings are not used; empty if they are
     */
    record View(
            List<Candidate> candidates,
            Optional<Candidate> active,
            String wanted,
            Optional<UUID> store,
            String reason,
            String settingsProblem) {}
}

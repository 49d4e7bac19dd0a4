package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.Swap;
import io.amphora.storage.admin.SwapRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An administrator's choice of the active driver: looked at first, then made, then written down. */
final class DriverChoice {

    private static final Logger LOG = LoggerFactory.getLogger(DriverChoice.class);

    private final Roster roster;
    private final Predicate<String> saved;

    DriverChoice(Roster roster, Predicate<String> saved) {
        this.roster = roster;
        this.saved = saved;
    }

    Swap use(String name, boolean force) throws SwapRefusedException {
        long began = System.nanoTime();
        Candidate chosen = roster.find(name)
                .orElseThrow(() -> new SwapRefusedException("no storage driver is named '" + name + "'"));
        identify(chosen);
        checkStore(chosen, force);
        if (!force) {
            checkWritable(chosen);
        }
        Optional<Candidate> before = roster.choose(chosen);
        Roster.View now = roster.view();
        if (now.active().filter(active -> active.name().equals(name)).isEmpty()) {
            throw new SwapRefusedException(now.reason());
        }
        LOG.info("Storage driver '{}' was chosen{}", name, force ? ", by force" : "");
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        int left = before.filter(old -> !now.active().equals(Optional.of(old)))
                .map(old -> old.holds().size())
                .orElse(0);
        return new Swap(before.map(Candidate::name), name, took, left, saved.test(name));
    }

    /** Makes sure that the store has an id: one without was never used. */
    private void identify(Candidate chosen) throws SwapRefusedException {
        if (chosen.store().isPresent()) {
            return;
        }
        StoreIdentity found = look(chosen, StoreId::read);
        if (found instanceof StoreIdentity.Unreadable unreadable) {
            throw new SwapRefusedException("storage driver " + chosen + ": " + unreadable.problem());
        }
        chosen.identity(found);
    }

    private static StoreIdentity look(Candidate chosen, Function<StorageDriver, StoreIdentity> look) {
        try (Visit visit = new Visit(chosen, "look at its store")) {
            return look.apply(visit.driver());
        }
    }

    private void checkStore(Candidate chosen, boolean force) throws SwapRefusedException {
        Roster.View view = roster.view();
        Optional<UUID> used = view.store();
        Optional<String> fault = Fault.of(chosen, used);
        if (fault.isPresent() && !force) {
            throw new SwapRefusedException("storage driver " + chosen + " is refused without force: " + fault.get());
        }
        boolean isShared =
                view.active().filter(active -> active.properties().shared()).isPresent();
        if (fault.isPresent() && isShared) {
            throw new SwapRefusedException("storage driver " + chosen + " is refused, also with force: " + fault.get()
                    + ", which other nodes share");
        }
        if (chosen.store().isEmpty()) {
            StoreIdentity made = look(chosen, StoreId::make);
            if (made instanceof StoreIdentity.Unreadable unreadable) {
                throw new SwapRefusedException("storage driver " + chosen + ": " + unreadable.problem());
            }
            chosen.identity(made);
        }
    }

    private static void checkWritable(Candidate chosen) throws SwapRefusedException {
        Optional<DriverCheck.Step> failed;
        try (DriverProbe probe = new DriverProbe(chosen)) {
            failed = probe.checkWritable();
        }
        if (failed.isPresent()) {
            throw new SwapRefusedException("storage driver " + chosen + " cannot be written: "
                    + failed.get().what() + ": " + failed.get().problem().orElse(""));
        }
    }
}

package io.amphora.storage.switching;

import java.util.Optional;
import java.util.UUID;

/** Why a driver cannot be made active. */
final class Fault {

    private Fault() {}

    /**
     * Looks for a fault of a driver that shall be active.
     *
     * @param used the store that was used last, if one was
     */
    static Optional<String> of(Candidate candidate, Optional<UUID> used) {
        StoreIdentity identity = candidate.identity();
        if (identity instanceof StoreIdentity.Unreadable unreadable) {
            return Optional.of(unreadable.problem());
        }
        if (identity instanceof StoreIdentity.Known known) {
            return used.filter(store -> !store.equals(known.id()))
                    .map(store -> "it holds store " + known.id() + ", the registry uses store " + store);
        }
        return identity instanceof StoreIdentity.Absent
                ? used.map(store -> "its store has no id, the registry uses store " + store)
                : Optional.empty();
    }
}

package io.amphora.storage.switching;

import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells an administrator how each driver stands. */
final class DriverList {

    private static final Comparator<Candidate> BY_NAME =
            Comparator.comparing(Candidate::name).thenComparing(Candidate.PREFERENCE);

    private static final int MOST_USES = 10;

    private final Roster.View view;

    DriverList(Roster.View view) {
        this.view = view;
    }

    List<DriverStatus> list() {
        return view.candidates().stream()
                .sorted(Comparator.comparing((Candidate candidate) -> !isActive(candidate))
                        .thenComparing(BY_NAME))
                .map(this::status)
                .toList();
    }

    private DriverStatus status(Candidate candidate) {
        DriverProperties properties = candidate.properties();
        int leases = candidate.holds().size();
        Optional<String> problem = problem(candidate);
        State state = state(candidate, leases, problem);
        boolean draining = state == State.DRAINING;
        return new DriverStatus(
                properties.name(),
                properties.kind(),
                properties.version().toString(),
                properties.shared(),
                state,
                candidate.store(),
                candidate.freeBytes(),
                leases,
                candidate.drainingSince().filter(since -> draining),
                draining ? candidate.uses(MOST_USES) : List.of(),
                candidate.calls().stuck(),
                problem);
    }

    private State state(Candidate candidate, int leases, Optional<String> problem) {
        if (isActive(candidate)) {
            return State.ACTIVE;
        }
        if (candidate.isGone() || leases > 0) {
            return State.DRAINING;
        }
        if (candidate.identity() instanceof StoreIdentity.Unread) {
            return State.WAITING;
        }
        if (problem.isPresent()) {
            return State.REFUSED;
        }
        return isShadowed(candidate) ? State.SHADOWED : State.AVAILABLE;
    }

    /** The store in use matters only to a driver that was asked for. */
    private Optional<String> problem(Candidate candidate) {
        boolean wanted = candidate.name().equals(view.wanted());
        if (isActive(candidate)) {
            return wanted
                    ? Optional.of(view.settingsProblem()).filter(problem -> !problem.isEmpty())
                    : Optional.of("kept, because " + view.reason());
        }
        return Fault.of(candidate, wanted ? view.store() : Optional.empty());
    }

    private boolean isShadowed(Candidate candidate) {
        return view.candidates().stream()
                .filter(other -> !other.isGone() && other.name().equals(candidate.name()))
                .anyMatch(other -> isActive(other) || Candidate.PREFERENCE.compare(other, candidate) < 0);
    }

    private boolean isActive(Candidate candidate) {
        return view.active().filter(active -> active == candidate).isPresent();
    }
}

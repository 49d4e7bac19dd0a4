package io.amphora.shell;

import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.admin.DriverUse;
import io.amphora.storage.admin.StorageDrivers;
import io.amphora.storage.admin.Swap;
import io.amphora.storage.admin.SwapRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Drivers as a test wants them. What is asked for is kept; without an answer a swap is refused and a check impossible. */
final class GivenDrivers implements StorageDrivers {

    static final String STORE = "00000000-0000-0000-0000-000000000001";
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

    static final DriverStatus ACTIVE = status("main", State.ACTIVE, Optional.empty());
    static final DriverStatus REFUSED = status("main", State.REFUSED, Optional.of("it holds\u001b another store"));
    static final DriverStatus WAITING = status("main", State.WAITING, Optional.of("it does not answer"));
    static final DriverStatus DRAINING = new DriverStatus(
            "old",
            "filesystem",
            "1.0.0",
            false,
            State.DRAINING,
            Optional.of(UUID.fromString(STORE)),
            OptionalLong.empty(),
            3,
            Optional.of(NOON),
            List.of(new DriverUse("read /a/blob", NOON.minusSeconds(60)), new DriverUse("write /b\u001b", NOON)),
            List.of(new DriverUse("list /c", NOON.minusSeconds(30)), new DriverUse("stat /d", NOON)),
            Optional.empty());

    final List<String> asked = new ArrayList<>();

    private final List<DriverStatus> drivers;

    Optional<Swap> swap = Optional.empty();
    Optional<DriverCheck> check = Optional.empty();

    GivenDrivers(DriverStatus... drivers) {
        this.drivers = List.of(drivers);
    }

    /** A driver that nothing uses. */
    static DriverStatus status(String name, State state, Optional<String> problem) {
        return new DriverStatus(
                name,
                "filesystem",
                "1.2.3",
                name.equals("shared"),
                state,
                Optional.of(UUID.fromString(STORE)),
                OptionalLong.of(5L << 20),
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                problem);
    }

    @Override
    public List<DriverStatus> list() {
        return drivers;
    }

    @Override
    public Swap use(String name, boolean force) throws SwapRefusedException {
        asked.add("use " + name + (force ? " by force" : ""));
        return swap.orElseThrow(() -> new SwapRefusedException(name + "\u001b is over another store"));
    }

    @Override
    public DriverCheck check(String name) {
        asked.add("check " + name);
        return check.orElseThrow(() -> new IllegalArgumentException("there is no driver " + name));
    }
}

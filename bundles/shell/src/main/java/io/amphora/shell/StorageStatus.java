package io.amphora.shell;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.StorageDrivers;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How storage stands. Told here, since the storage bundles do not know the registry's values. */
record StorageStatus(@Nullable ActiveStorage storage, @Nullable StorageDrivers drivers) implements StatusSource {

    @Override
    public String topic() {
        return "storage";
    }

    @Override
    public List<StatusLine> status() {
        if (storage == null || drivers == null) {
            return List.of(StatusLine.warning("storage switch", "not there"));
        }
        List<StatusLine> lines = new ArrayList<>(active(storage));
        for (DriverStatus driver : drivers.list()) {
            line(driver).ifPresent(lines::add);
        }
        return List.copyOf(lines);
    }

    private static List<StatusLine> active(ActiveStorage storage) {
        try (StorageLease lease = storage.lease()) {
            return List.of(
                    StatusLine.info("active driver", lease.name()),
                    StatusLine.info("store", lease.store() + (lease.shared() ? ", shared with other nodes" : "")));
        } catch (StorageUnavailableException e) {
            return List.of(StatusLine.warning("active driver", "none: " + e.getMessage()));
        }
    }

    private static Optional<StatusLine> line(DriverStatus driver) {
        String name = "driver " + driver.name() + " " + driver.version();
        return switch (driver.state()) {
            case REFUSED ->
                Optional.of(
                        StatusLine.warning(name, "refused: " + driver.problem().orElse("")));
            case DRAINING -> Optional.of(StatusLine.info(name, "draining, " + driver.leases() + " leases"));
            case ACTIVE -> driver.problem().map(problem -> StatusLine.warning(name, problem));
            case AVAILABLE, SHADOWED -> Optional.empty();
        };
    }
}

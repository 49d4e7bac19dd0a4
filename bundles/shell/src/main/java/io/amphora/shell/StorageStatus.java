package io.amphora.shell;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.admin.DriverUse;
import io.amphora.storage.admin.StorageDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How storage stands. Told here, since the storage bundles do not know the registry's values. Takes no lease, as that
 * waits while there is no driver.
 */
record StorageStatus(@Nullable StorageDrivers drivers) implements StatusSource {

    @Override
    public String topic() {
        return "storage";
    }

    @Override
    public List<StatusLine> status() {
        if (drivers == null) {
            return List.of(StatusLine.warning("storage switch", "not there"));
        }
        List<DriverStatus> all = drivers.list();
        List<StatusLine> lines = new ArrayList<>(active(all));
        for (DriverStatus driver : all) {
            state(driver).ifPresent(lines::add);
            stuck(driver).ifPresent(lines::add);
        }
        return List.copyOf(lines);
    }

    private static List<StatusLine> active(List<DriverStatus> all) {
        List<StatusLine> lines = new ArrayList<>();
        for (DriverStatus driver : all) {
            if (driver.state() == State.ACTIVE) {
                lines.add(StatusLine.info("active driver", driver.name()));
                driver.store()
                        .ifPresent(store -> lines.add(StatusLine.info(
                                "store", store + (driver.shared() ? ", shared with other nodes" : ""))));
            }
        }
        return lines.isEmpty() ? List.of(StatusLine.warning("active driver", "none: " + missing(all))) : lines;
    }

    private static String missing(List<DriverStatus> all) {
        return all.isEmpty()
                ? "no storage driver is there"
                : "the one that io.amphora.storage names is not there, or cannot be used";
    }

    private static Optional<StatusLine> state(DriverStatus driver) {
        return switch (driver.state()) {
            case REFUSED -> Optional.of(warning(driver, "refused" + reason(driver)));
            case WAITING -> Optional.of(warning(driver, "waits for its store" + reason(driver)));
            case DRAINING -> Optional.of(warning(driver, draining(driver)));
            case ACTIVE -> driver.problem().map(problem -> warning(driver, problem));
            case AVAILABLE, SHADOWED -> Optional.empty();
        };
    }

    private static String draining(DriverStatus driver) {
        String since = driver.drainingSince()
                .map(instant -> " since " + Printable.time(instant))
                .orElse("");
        return "draining" + since + ", leases: " + driver.leases();
    }

    private static Optional<StatusLine> stuck(DriverStatus driver) {
        return driver.stuckCalls().stream().findFirst().map(oldest -> warning(driver, stuck(driver, oldest)));
    }

    private static String stuck(DriverStatus driver, DriverUse oldest) {
        return "stuck calls: " + driver.stuckCalls().size() + ", the oldest since " + Printable.time(oldest.since())
                + ": " + oldest.what();
    }

    private static String reason(DriverStatus driver) {
        return driver.problem().map(problem -> ": " + problem).orElse("");
    }

    private static StatusLine warning(DriverStatus driver, String value) {
        return StatusLine.warning("driver " + driver.name() + " " + driver.version(), value);
    }
}

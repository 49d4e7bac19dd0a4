package io.amphora.itests.swap;

import io.amphora.itests.distribution.DistributionServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Replaces one thing after the other, each as an administrator would, and returns when its effect is there. */
final class Administrator {

    static final String NEWER_VERSION = "1.0.1";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DistributionServer server;
    private final AdminConsole console;
    private final TestedDriver driver;
    private final String driverBundle;
    private final Path newerJar;
    private String active;
    private boolean changed;

    private Administrator(DistributionServer server, AdminConsole console, TestedDriver driver) throws Exception {
        this.server = server;
        this.console = console;
        this.driver = driver;
        this.driverBundle = bundleId(driver.bundle());
        this.newerJar = server.home().resolve("deploy/newer.jar");
        this.active = driver.first();
    }

    /** Waits until the driver and the probe are there, and makes the driver's first instance active. */
    static Administrator of(DistributionServer server, AdminConsole console, TestedDriver driver) throws Exception {
        Poll.until(LIMIT, () -> "no probe", () -> console.attempt("probe:seen").contains("seen "));
        Poll.until(LIMIT, () -> driver + " is not there", () -> {
            String list = console.run("oci:driver-list --no-format");
            return DriverRow.parse(list).stream().anyMatch(row -> row.name().equals(driver.second()));
        });
        Administrator administrator = new Administrator(server, console, driver);
        if (!administrator.active().name().equals(driver.first())) {
            administrator.use(driver.first());
        }
        return administrator;
    }

    private String bundleId(String symbolicName) throws Exception {
        String bundles = console.run("bundle:list -t 0 -s --no-format");
        return bundles.lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[cells.length - 1].strip().equals(symbolicName))
                .map(cells -> cells[0].strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName + " in\n" + bundles));
    }

    void replace(Kind kind) throws Exception {
        switch (kind) {
            case USE -> use(active.equals(driver.first()) ? driver.second() : driver.first());
            case UPDATE -> andComesAgain(() -> console.run("bundle:update " + driverBundle));
            case REFRESH -> andComesAgain(() -> console.run("bundle:refresh " + driverBundle));
            case RECONFIGURE -> andComesAgain(this::reconfigure);
            case NEWER -> {
                DriverJar.write(driver.built(), newerJar, server.home().resolve("data/newer.jar"), NEWER_VERSION);
                awaitActive(true);
            }
            case OLDER -> {
                Files.delete(newerJar);
                awaitActive(false);
            }
            case CORE -> console.run("bundle:update io.amphora.registry.core");
            case HTTP -> console.run("bundle:update io.amphora.http");
        }
    }

    private void use(String name) throws Exception {
        console.run("oci:driver-use " + name);
        active = name;
        Poll.until(LIMIT, () -> name + " is not active", () -> active().name().equals(name));
    }

    private String reconfigure() {
        changed = !changed;
        String value = changed ? driver.values().other() : driver.values().one();
        server.set(driver.instance(active), driver.setting(), value);
        return "";
    }

    private interface Action {
        String run() throws Exception;
    }

    private void andComesAgain(Action action) throws Exception {
        String before = console.run("probe:seen");
        action.run();
        Poll.until(LIMIT, () -> "no driver came again", () -> !console.run("probe:seen")
                .equals(before));
        Poll.until(LIMIT, () -> active + " is not active again", () -> active().name()
                .equals(active));
    }

    private void awaitActive(boolean newer) throws Exception {
        Poll.until(LIMIT, () -> newer + " is not what the active version is", () -> {
            DriverRow row = active();
            return row.name().equals(active) && row.version().equals(NEWER_VERSION) == newer;
        });
    }

    private DriverRow active() throws Exception {
        List<DriverRow> rows = drivers();
        return rows.stream().filter(DriverRow::active).findFirst().orElse(new DriverRow("none", "", "", 0, ""));
    }

    List<DriverRow> drivers() throws Exception {
        return DriverRow.parse(console.run("oci:driver-list --no-format"));
    }

    /** What the probe finds of drivers that went, one line each. */
    List<String> left() throws Exception {
        return console.run("probe:left")
                .lines()
                .filter(line -> line.startsWith("left"))
                .toList();
    }
}

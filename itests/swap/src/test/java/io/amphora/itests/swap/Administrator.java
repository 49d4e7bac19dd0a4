package io.amphora.itests.swap;

import io.amphora.itests.distribution.DistributionServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Replaces one thing after the other, each as an administrator would, and returns when its effect is there. */
final class Administrator {

    static final String FIRST = "main";
    static final String SECOND = "second";
    static final String NEWER_VERSION = "1.0.1";

    private static final String DRIVER_BUNDLE = "io.amphora.storage.filesystem";
    private static final String DRIVER_PID = "io.amphora.storage.filesystem-";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DistributionServer server;
    private final AdminConsole console;
    private final String driverBundle;
    private final Path newerJar;
    private String active = FIRST;
    private boolean checksFileSystem;

    Administrator(DistributionServer server, AdminConsole console) throws Exception {
        this.server = server;
        this.console = console;
        this.driverBundle = bundleId(DRIVER_BUNDLE);
        this.newerJar = server.home().resolve("deploy/filesystem-newer.jar");
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
            case USE -> use(active.equals(FIRST) ? SECOND : FIRST);
            case UPDATE -> andComesAgain(() -> console.run("bundle:update " + driverBundle));
            case REFRESH -> andComesAgain(() -> console.run("bundle:refresh " + driverBundle));
            case RECONFIGURE -> andComesAgain(this::reconfigure);
            case NEWER -> {
                DriverJar.write(newerJar, server.home().resolve("data/newer.jar"), NEWER_VERSION);
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

    /** On a local disk this setting changes nothing, but the driver has to take it. */
    private String reconfigure() {
        checksFileSystem = !checksFileSystem;
        server.set(DRIVER_PID + active, "allowNetworkFilesystem", Boolean.toString(checksFileSystem));
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

    /** Whether the probe has come and sees both drivers. */
    boolean isWatched() throws Exception {
        return console.attempt("probe:seen").contains("seen 2");
    }

    /** What the probe finds of drivers that went, one line each. */
    List<String> left() throws Exception {
        return console.run("probe:left")
                .lines()
                .filter(line -> line.startsWith("left"))
                .toList();
    }
}

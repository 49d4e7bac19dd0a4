package io.amphora.itests.drivers;

import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.distribution.SharedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The only driver goes and comes back while clients push and pull: they wait, and see nothing of it. */
@ExtendWith(SharedServer.class)
class OnlyDriverIT {

    private static final String BUNDLE = "io.amphora.storage.filesystem";
    private static final String INSTANCE = BUNDLE + "-main";

    @TempDir
    private Path folder;

    private DistributionServer server;
    private UnderTraffic site;

    /** A busy machine may take longer to look at a file again than requests usually wait. */
    @BeforeEach
    void open(DistributionServer shared) throws Exception {
        server = shared;
        server.set("io.amphora.storage", "gateMillis", "60000");
        site = UnderTraffic.open(server);
        site.awaitRequests(20);
    }

    @AfterEach
    void noRequestFailed() {
        site.close();
    }

    @Test
    void bundleIsUpdated() throws Exception {
        site.console().execute("bundle:update " + BUNDLE);

        awaitServing();
    }

    @Test
    void bundleIsRefreshed() throws Exception {
        site.console().execute("bundle:refresh " + BUNDLE);

        awaitServing();
    }

    @Test
    void bundleIsRestarted() throws Exception {
        site.console().execute("bundle:stop " + BUNDLE);
        site.awaitDrivers("it has gone", drivers -> drivers.lacks("main"));
        site.console().execute("bundle:start " + BUNDLE);

        awaitServing();
    }

    @Test
    void fileOfInstanceIsDeletedAndRestored() throws Exception {
        Path file = server.home().resolve("etc").resolve(INSTANCE + ".cfg");
        Path kept = Files.move(file, folder.resolve("kept.cfg"));
        site.awaitDrivers("it has gone", drivers -> drivers.lacks("main"));
        Files.move(kept, file);

        awaitServing();
    }

    @Test
    void directoryOfInstanceIsAnotherStoresForAWhile() throws Exception {
        server.set(INSTANCE, "root", folder.resolve("empty").toString());
        site.awaitDrivers("it is refused", drivers -> drivers.has("main", "refused"));
        server.set(INSTANCE, "root", server.home().resolve("registry").toString());

        awaitServing();
    }

    private void awaitServing() throws Exception {
        site.awaitDrivers("it serves", drivers -> drivers.has("main", "active"));
        site.awaitRequests(20);
    }
}

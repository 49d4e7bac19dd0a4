package io.amphora.itests.faults;

import io.amphora.itests.distribution.DistributionServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The distribution over a store in some folder; it can be killed and started again, and then has another port. */
final class Registry implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private volatile DistributionServer server;

    private Registry(Path folder, Map<String, String> settings, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.environment = environment;
        start();
    }

    /**
     * Starts it.
     *
     * @param folder where it is installed
     * @param store where it keeps its bytes
     */
    static Registry over(Path folder, Path store) throws IOException {
        return over(folder, store, Map.of());
    }

    /** The same with environment variables for the process. */
    static Registry over(Path folder, Path store, Map<String, String> environment) throws IOException {
        return new Registry(folder, Map.of("io.amphora.storage.filesystem-main/root", store.toString()), environment);
    }

    /** The same with more settings, as {@link DistributionServer#start} takes them. */
    static Registry configured(Path folder, Path store, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("io.amphora.storage.filesystem-main/root", store.toString());
        return new Registry(folder, settings, Map.of());
    }

    /** Starts it again, after it was stopped or killed. */
    void start() throws IOException {
        server = DistributionServer.start(folder, settings, environment);
    }

    /** Ends it by SIGKILL. */
    void kill() {
        server.kill();
    }

    /** Ends it by SIGTERM. */
    void stop() throws IOException {
        server.stop();
    }

    /** Stops it in its tracks by SIGSTOP. */
    void freeze() throws IOException {
        Tools.KILL.run("-STOP", server.process().pid());
    }

    /** Lets it run on by SIGCONT. */
    void thaw() throws IOException {
        Tools.KILL.run("-CONT", server.process().pid());
    }

    DistributionServer server() {
        return server;
    }

    /** A client of it, wherever its port is. */
    StreamingClient client() {
        return new StreamingClient(() -> server.port());
    }

    @Override
    public void close() {
        server.kill();
    }
}

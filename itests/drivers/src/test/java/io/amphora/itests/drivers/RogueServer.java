package io.amphora.itests.drivers;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A distribution whose active driver takes orders. It lies over the directory of the driver {@code main}, has a second
 * driver of its name behind it, and its calls have little time.
 */
final class RogueServer implements AutoCloseable {

    /** How long a call of a driver may take. */
    static final Duration CALL = Duration.ofSeconds(2);

    /** How many calls may run at once. */
    static final int CALLS = 8;

    /** After that time without a byte a request counts as hanging: a few calls, on a busy machine. */
    static final Duration BOUND = Duration.ofSeconds(20);

    private static final Map<String, String> SETTINGS = Map.of(
            "io.amphora.storage/gateMillis", "3000",
            "io.amphora.storage/concurrentCalls", Integer.toString(CALLS),
            "io.amphora.storage/readCallMillis", Long.toString(CALL.toMillis()),
            "io.amphora.storage/writeCallMillis", Long.toString(CALL.toMillis()),
            "io.amphora.storage/finishCallMillis", Long.toString(CALL.toMillis()));

    private final DistributionServer server;
    private final SshConsole console;
    private final Path orders;

    private RogueServer(DistributionServer server) throws IOException {
        this.server = server;
        SshConsole.addUser(server.home());
        console = SshConsole.open(server.sshPort());
        orders = server.home().resolve("orders.txt");
    }

    /** Starts it in a folder, drops the rogue and makes it active. */
    static RogueServer start(Path folder) throws Exception {
        RogueServer rogue = new RogueServer(DistributionServer.start(folder, SETTINGS));
        try {
            rogue.arrive();
            DriverJar.of("amphora.rogue").dropInto(rogue.deploy(), "rogue.jar");
            rogue.awaitDrivers("it is there", drivers -> drivers.has("rogue", "available"));
            rogue.use("rogue");
            return rogue;
        } catch (Exception | AssertionError e) {
            rogue.close();
            throw e;
        }
    }

    Path deploy() {
        return server.home().resolve("deploy");
    }

    DistributionServer server() {
        return server;
    }

    SshConsole console() {
        return console;
    }

    /** Makes an instance of the rogue; a driver that was told to leave comes back with it. */
    void arrive() throws IOException {
        Path next = Files.write(
                server.home().resolve("next.cfg"),
                List.of(
                        "name = rogue",
                        "root = " + server.home().resolve("registry"),
                        "orders = " + orders,
                        "again = " + System.nanoTime()));
        Files.move(next, instance(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the instance of the rogue. */
    void leave() throws IOException {
        Files.delete(instance());
    }

    private Path instance() {
        return deploy().resolve("io.amphora.itests.rogue-one.cfg");
    }

    /** Makes an honest driver of the same name over the same directory, which serves when the rogue leaves. */
    void standBy() throws Exception {
        Files.write(standIn(), List.of("name = rogue", "root = " + server.home().resolve("registry")));
        awaitDrivers("the stand-in is there", drivers -> drivers.has("rogue", "shadowed"));
    }

    /** Brings the rogue back if it has left, and lets the stand-in go. */
    void serveAgain() throws Exception {
        order();
        if (!DriverRows.of(console).hasReady("rogue")) {
            arrive();
            awaitDrivers("the rogue is back", drivers -> drivers.hasReady("rogue"));
        }
        Files.deleteIfExists(standIn());
        awaitDrivers("the rogue serves", drivers -> drivers.serves("rogue", "rogue"));
    }

    private Path standIn() {
        return deploy().resolve("io.amphora.storage.filesystem-standin.cfg");
    }

    /** Makes a driver active, as an administrator does. */
    void use(String name) throws Exception {
        String said = console.execute("oci:driver-use " + name);
        awaitDrivers(said, drivers -> drivers.has(name, "active"));
    }

    /** Gives these orders, and withdraws all others. */
    void order(String... lines) {
        try {
            Path next = Files.write(server.home().resolve("orders.next"), List.of(lines));
            Files.move(next, orders, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException("cannot give orders", e);
        }
    }

    RegistryClient client() {
        return new RegistryClient(server.port());
    }

    /**
     * Sends a request; nothing if the connection was cut.
     *
     * @throws SocketTimeoutException if it hangs
     */
    Optional<Answer> send(Request request) throws IOException {
        try (Connection connection = client().connect().patience(BOUND)) {
            return connection.exchangeUnlessCut(request);
        }
    }

    DriverRows awaitDrivers(String what, Predicate<DriverRows> wanted) throws Exception {
        return Await.until(what, () -> DriverRows.of(console), wanted);
    }

    /** The lines of {@code oci:driver-list --uses}: calls that are stuck, and what uses a driver that is draining. */
    List<String> uses() throws IOException {
        return console.execute("oci:driver-list --uses --no-format")
                .lines()
                .filter(line -> line.contains("\t"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        order();
        console.close();
        server.close();
    }
}

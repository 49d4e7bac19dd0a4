package io.amphora.itests.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import java.io.IOException;
import java.util.function.Predicate;

/** A running distribution with an administrator on its console, and clients that may not see what that one does. */
final class UnderTraffic implements AutoCloseable {

    private static final int PAIRS = 2;

    private final SshConsole console;
    private final Traffic traffic;

    private UnderTraffic(SshConsole console, Traffic traffic) {
        this.console = console;
        this.traffic = traffic;
    }

    static UnderTraffic open(DistributionServer server) throws IOException {
        SshConsole.addUser(server.home());
        SshConsole console = SshConsole.open(server.sshPort());
        return new UnderTraffic(console, new Traffic(new RegistryClient(server.port()), PAIRS));
    }

    SshConsole console() {
        return console;
    }

    DriverRows awaitDrivers(String what, Predicate<DriverRows> wanted) throws Exception {
        return Await.until(what, () -> DriverRows.of(console), wanted);
    }

    /** Waits until requests that begin now are answered, so that the clients have seen what was done. */
    void awaitRequests(int count) throws Exception {
        int before = traffic.requests();
        Await.until("clients go on", traffic::requests, requests -> requests >= before + count);
    }

    /** Ends the clients; fails if a request of theirs did. */
    @Override
    public void close() {
        traffic.close();
        console.close();
        assertThat(traffic.failures()).isEmpty();
        assertThat(traffic.requests()).isGreaterThan(20);
    }
}

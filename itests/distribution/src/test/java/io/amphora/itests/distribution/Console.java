package io.amphora.itests.distribution;

import io.amphora.itests.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The distribution's console on a terminal, as the person who started it sees it. */
final class Console implements AutoCloseable {

    private static final String PROMPT = "karaf@";
    private static final String CTRL_D = "\u0004";

    private final Pty terminal;
    private final int port;
    private int seen;

    private Console(Pty terminal, int port) {
        this.terminal = terminal;
        this.port = port;
    }

    /** Starts the installation in the folder; returns when it serves and has shown its prompt. */
    static Console open(Path folder, String... words) throws Exception {
        Installation installation = Installation.in(folder);
        int port = FreePorts.any();
        installation.set("org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(port));
        installation.set("org.apache.karaf.shell", "sshPort", Integer.toString(FreePorts.any()));
        List<String> command = new ArrayList<>();
        command.add(installation.home().resolve("bin/karaf").toString());
        command.addAll(List.of(words));
        Console console = new Console(Pty.start(command, Map.of()), port);
        try {
            console.awaitReady();
            return console;
        } catch (Exception | AssertionError e) {
            console.terminal.close();
            throw e;
        }
    }

    private void awaitReady() throws Exception {
        seen = terminal.awaitText(PROMPT, 0);
        RegistryClient client = new RegistryClient(port);
        Await.until(Duration.ofSeconds(120), terminal::screen, () -> {
            try {
                return client.get("/v2/").status() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    int port() {
        return port;
    }

    /** Types a command; returns what it printed. */
    String execute(String command) throws Exception {
        String id = "of-" + Integer.toHexString(command.hashCode());
        // What is typed is shown too, and must not look like what is waited for.
        terminal.type(command + "; echo end-''" + id + "\r");
        int typed = terminal.awaitText(id, seen);
        int printed = terminal.awaitText("\n", typed);
        seen = terminal.awaitText("end-" + id, printed);
        return terminal.screen()
                .substring(printed, seen - "end-".length() - id.length())
                .strip();
    }

    /** Leaves it with Ctrl-D, which ends the distribution, and waits until it is gone. */
    void leave() throws Exception {
        terminal.type(CTRL_D);
        terminal.awaitEnd();
    }

    @Override
    public void close() {
        terminal.close();
    }
}

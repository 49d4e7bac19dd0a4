package io.amphora.itests.drivers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** The console as an administrator reaches it from outside; each command has a connection of its own, which the server ends. Thread-safe. */
final class SshConsole implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "admin";
    private static final String PASSWORD = "known-to-this-test";

    private final SshClient client;
    private final int port;

    private SshConsole(SshClient client, int port) {
        this.client = client;
        this.port = port;
    }

    /** Makes the administrator known, as the file that lists users says. */
    static void addUser(Path home) throws IOException {
        Files.write(
                home.resolve("etc/users.properties"),
                List.of(
                        USER + " = " + PASSWORD + ",_g_:admingroup",
                        "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh"));
    }

    static SshConsole open(int port) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.start();
        return new SshConsole(client, port);
    }

    /** Executes a command; returns what it printed, without colours. */
    String execute(String command) throws IOException {
        try (ClientSession session =
                client.connect(USER, "127.0.0.1", port).verify(LIMIT).getSession()) {
            session.addPasswordIdentity(PASSWORD);
            session.auth().verify(LIMIT);
            return execute(session, command);
        }
    }

    private static String execute(ClientSession session, String command) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(printed);
            channel.setErr(printed);
            channel.open().verify(LIMIT);
            if (channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT).contains(ClientChannelEvent.TIMEOUT)) {
                throw new IOException("no end of " + command + " after " + LIMIT);
            }
        }
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-9;]*m", "");
    }

    @Override
    public void close() {
        client.stop();
    }
}

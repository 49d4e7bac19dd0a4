package io.amphora.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the distribution as a child of this process, and ends this process when the child has ended. However it is
 * asked to end (Ctrl-C, SIGTERM, Ctrl-D in the console), the child has ended first and the terminal is as it was.
 */
public final class Launcher {

    /** Karaf takes at most 30 s to stop, most of it for what does not end by itself; this leaves it some more. */
    private static final long STOP_LIMIT_SECONDS = 40;

    private final Instance instance;
    private final int port;
    private final PrintStream out;
    private final Terminal terminal = new Terminal();
    private volatile boolean asked;

    private Launcher(Instance instance, int port, PrintStream out) {
        this.instance = instance;
        this.port = port;
        this.out = out;
    }

    /**
     * Does not return.
     *
     * @param args the folder of the unpacked distribution; the folder that keeps images and the token key
     */
    public static void main(String... args) throws IOException, InterruptedException {
        try {
            Instance instance = new Instance(Path.of(args[0]), Path.of(args[1]));
            new Launcher(instance, Integer.getInteger("amphora.port", 5000), System.out).run();
            System.exit(0);
        } catch (LaunchException refused) {
            System.err.println("\nAmphora did not start. " + refused.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        requireFreePort();
        instance.prepare();
        boolean console = terminal.isPresent() && Runtime.version().feature() < Instance.FIRST_JDK_WITHOUT_CONSOLE;
        out.println("Amphora starts on 127.0.0.1:" + port);
        out.println("Images: " + instance.images() + "   Log: " + instance.log());
        terminal.remember();
        Process karaf = start(console ? "console" : "run");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(karaf), "amphora-stop"));
        Thread herald = new Thread(() -> announce(karaf), "amphora-herald");
        herald.setDaemon(true);
        herald.start();
        int status = karaf.waitFor();
        if (status != 0 && !asked) {
            throw new LaunchException("Karaf ended with status " + status + "; its log is " + instance.log());
        }
    }

    private void requireFreePort() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException taken) {
            throw new LaunchException("Port " + port + " of 127.0.0.1 is taken by another program. Stop that program,"
                    + " or choose another port: mvn -Prun -Damphora.port=" + (port + 1));
        }
    }

    private Process start(String mode) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(instance.command(List.of("clean", mode)));
        instance.environment(builder.environment(), port);
        return builder.inheritIO().start();
    }

    private void announce(Process karaf) {
        Herald herald = new Herald(port);
        if (herald.awaitAnswer(karaf::isAlive)) {
            // A carriage return each, as the console has the terminal in raw mode.
            out.print(herald.news().replace("\n", "\r\n"));
            out.flush();
        }
    }

    private void stop(Process karaf) {
        asked = true;
        karaf.destroy();
        try {
            if (!karaf.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                karaf.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            karaf.destroyForcibly();
        }
        terminal.restore();
    }
}

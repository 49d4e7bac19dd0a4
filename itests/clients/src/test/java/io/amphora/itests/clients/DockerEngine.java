package io.amphora.itests.clients;

import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Docker engine with a folder of its own, that touches neither the network of this machine nor another engine. */
final class DockerEngine implements AutoCloseable {

    private static final Tool DOCKER = new Tool("docker", "docker.io");
    private static final Tool DOCKERD = new Tool("dockerd", "docker.io iptables");
    private static final Pattern PUSHED = Pattern.compile("digest: (sha256:[0-9a-f]{64}) size: \\d+");
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final Scratch scratch;
    private final String address;
    private final Process engine;

    DockerEngine(Scratch scratch) throws IOException, InterruptedException {
        this.scratch = scratch;
        this.address = "unix://" + scratch.resolve("docker.sock");
        Path config = Files.writeString(scratch.resolve("daemon.json"), "{}");
        this.engine = DOCKERD.start(new ProcessBuilder(DOCKERD.command(
                        "--config-file=" + config,
                        "--data-root=" + scratch.resolve("root"),
                        "--exec-root=" + scratch.resolve("exec"),
                        "--pidfile=" + scratch.resolve("pid"),
                        "--host=" + address,
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-forward=false",
                        "--ip-masq=false"))
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile()));
        awaitReady();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(scratch.resolve("docker.sock"))) {
            if (engine.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                engine.destroyForcibly();
                throw new IOException("dockerd did not start: " + Files.readString(scratch.resolve("log")));
            }
        }
        docker("version");
    }

    /** Pulls an image and gives the digest that Docker reports. */
    String pull(String image) throws IOException {
        docker("pull", "--quiet", image);
        String named = docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", image);
        return named.substring(named.indexOf('@') + 1);
    }

    /** Pushes an image under another name and gives the digest that Docker reports. */
    String push(String image, String target) throws IOException {
        docker("tag", image, target);
        String output = docker("push", target);
        Matcher matcher = PUSHED.matcher(output);
        if (!matcher.find()) {
            throw new IOException("docker push did not say a digest: " + output);
        }
        return matcher.group(1);
    }

    /** Runs a command in an image, without network, and gives what it wrote. */
    String run(String image, String... command) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("run", "--rm", "--network=none", image));
        arguments.addAll(List.of(command));
        return docker(arguments.toArray());
    }

    private String docker(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--config", scratch.resolve("client"), "--host", address));
        all.addAll(List.of(arguments));
        return DOCKER.run(all.toArray());
    }

    @Override
    public void close() {
        engine.destroy();
        engine.onExit()
                .completeOnTimeout(engine, STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (engine.isAlive()) {
            engine.descendants().forEach(ProcessHandle::destroyForcibly);
            engine.destroyForcibly().onExit().join();
        }
    }
}

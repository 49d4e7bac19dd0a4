package io.amphora.itests.clients;

import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Podman with a store of its own. */
final class Podman {

    private static final Tool PODMAN = new Tool("podman", "podman crun");

    private final Scratch scratch;

    Podman(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Pulls an image and gives the digest that podman reports. */
    String pull(String image) throws IOException {
        podman("pull", "--quiet", "--tls-verify=false", image);
        return podman("image", "inspect", "--format", "{{.Digest}}", image);
    }

    /** Pushes an image under another name and gives the digest that podman reports. */
    String push(String image, String target) throws IOException {
        Path digest = scratch.resolve("digest");
        podman("push", "--quiet", "--tls-verify=false", "--digestfile", digest, image, target);
        return Files.readString(digest).strip();
    }

    private String podman(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--root", scratch.resolve("root"), "--runroot"));
        all.add(scratch.resolve("run"));
        all.addAll(List.of(arguments));
        return PODMAN.run(all.toArray());
    }
}

package io.amphora.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** skopeo, which copies images without unpacking them. */
final class Skopeo {

    private static final Tool SKOPEO = new Tool("skopeo", "skopeo");

    private final Scratch scratch;

    Skopeo(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Pushes an OCI layout as it is and gives the digest that skopeo reports. */
    String push(Path layout, String image) throws IOException {
        Path digest = scratch.resolve("digest");
        SKOPEO.run(
                "copy",
                "--preserve-digests",
                "--dest-tls-verify=false",
                "--digestfile",
                digest,
                "oci:" + layout,
                "docker://" + image);
        return Files.readString(digest).strip();
    }

    /** Pulls an image, checks each file of it against its name, and gives those names. */
    List<String> pull(String image) throws IOException {
        Path copy = scratch.resolve("pulled");
        SKOPEO.run("copy", "--src-tls-verify=false", "docker://" + image, "dir:" + copy);
        try (Stream<Path> files = Files.list(copy)) {
            List<Path> blobs = files.filter(
                            file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .toList();
            for (Path blob : blobs) {
                assertThat(Hashing.hex(blob)).isEqualTo(blob.getFileName().toString());
            }
            return blobs.stream().map(blob -> blob.getFileName().toString()).toList();
        }
    }

    /** The configuration of an image, which names the layers before compression. */
    String config(String image) throws IOException {
        return SKOPEO.run("inspect", "--config", "--raw", "--tls-verify=false", "docker://" + image);
    }
}

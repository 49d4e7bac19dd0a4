package io.amphora.itests.clients;

import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An image of this machine's own root file system, as an OCI layout in a folder: the packages that Debian requires, those
 * that it calls important, time zones, and a layer above 500 MB that does not compress. Programs in it run.
 */
final class SourceImage {

    /** A file in the image that does not compress. */
    static final String NOISE = "/noise";

    private static final Tool TAR = new Tool("tar", "tar");
    private static final int NOISE_MIB = 520;
    private static final int MIB = 1024 * 1024;

    private final Path layout;
    private final List<String> diffIds = new ArrayList<>();
    private final List<String> layers = new ArrayList<>();
    private String noise = "";
    private String digest = "";

    private SourceImage(Path layout) {
        this.layout = layout;
    }

    /** Makes it, below the folder. */
    static SourceImage in(Path folder) throws IOException {
        SourceImage image = new SourceImage(folder.resolve("layout"));
        Files.createDirectories(image.blobs());
        DebianPackages packages = new DebianPackages();
        Set<String> required = packages.ofPriority("required");
        Set<String> important = packages.ofPriority("important");
        important.removeAll(required);
        image.packages(folder, "required", required);
        image.packages(folder, "important", important);
        image.layer(Path.of("/"), "usr/share/zoneinfo", "etc/os-release", "etc/passwd", "etc/group");
        Path noise = Files.createDirectories(folder.resolve("noise")).resolve("noise");
        image.noise = makeNoise(noise);
        image.layer(noise.getParent(), "noise");
        image.writeManifest();
        Files.delete(noise);
        return image;
    }

    /** The layout's folder. */
    Path layout() {
        return layout;
    }

    /** The manifest's digest. */
    String digest() {
        return digest;
    }

    /** The digests of the layers before compression: whoever compresses them anew keeps these. */
    List<String> diffIds() {
        return diffIds;
    }

    /** The digest of {@link #NOISE}, in hexadecimal digits. */
    String noise() {
        return noise;
    }

    Path blobs() {
        return layout.resolve("blobs/sha256");
    }

    private void packages(Path folder, String name, Set<String> packages) throws IOException {
        Path names = Files.write(folder.resolve(name), DebianPackages.files(packages));
        layer(Path.of("/"), "--files-from", names);
    }

    private static String makeNoise(Path file) throws IOException {
        MessageDigest sha256 = Hashing.sha256();
        Random random = new Random();
        byte[] piece = new byte[MIB];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
            for (int i = 0; i < NOISE_MIB; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void layer(Path directory, Object... contents) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("--create", "--sort=name", "--numeric-owner", "-C", directory));
        arguments.addAll(Arrays.asList(contents));
        Process tar = TAR.start(new ProcessBuilder(TAR.command(arguments.toArray()))
                .redirectError(layout.resolveSibling("tar.log").toFile()));
        MessageDigest plain = Hashing.sha256();
        MessageDigest packed = Hashing.sha256();
        Path file = blobs().resolve("next");
        try (InputStream in = new DigestInputStream(tar.getInputStream(), plain);
                OutputStream out = new Fast(new DigestOutputStream(Files.newOutputStream(file), packed))) {
            in.transferTo(out);
        }
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar: " + Files.readString(layout.resolveSibling("tar.log")));
        }
        String hex = HexFormat.of().formatHex(packed.digest());
        diffIds.add("sha256:" + HexFormat.of().formatHex(plain.digest()));
        layers.add(descriptor(TestImage.OCI_LAYER, hex, Files.size(file)));
        Files.move(file, blobs().resolve(hex));
    }

    private void writeManifest() throws IOException {
        String ids = diffIds.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        String config = blob(
                TestImage.OCI_CONFIG,
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/bin/bash\"]},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}");
        String manifest = blob(
                TestImage.OCI_MANIFEST, TestImage.manifest(TestImage.OCI_MANIFEST, config, String.join(",", layers)));
        digest = manifest.replaceAll(".*\"digest\":\"(sha256:[0-9a-f]+)\".*", "$1");
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(layout.resolve("index.json"), TestImage.index(TestImage.OCI_INDEX, manifest));
    }

    private String blob(String type, String text) throws IOException {
        byte[] bytes = Content.utf8(text);
        Files.write(blobs().resolve(Content.hex(bytes)), bytes);
        return descriptor(type, Content.hex(bytes), bytes.length);
    }

    private static String descriptor(String type, String hex, long size) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"sha256:" + hex + "\",\"size\":" + size + "}";
    }

    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

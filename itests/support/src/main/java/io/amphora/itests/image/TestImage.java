package io.amphora.itests.image;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image: a configuration, layers, and the manifest that names them.
 *
 * @param type the manifest's media type
 * @param manifest as it is pushed
 */
public record TestImage(String type, byte[] manifest, byte[] config, List<byte[]> layers) {

    /** The type of an OCI image manifest. */
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    /** The type of an OCI image index. */
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    /** The type of a Docker image manifest. */
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    /** The type of a Docker manifest list. */
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    /** The type of an OCI image configuration. */
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    /** The type of a layer that is a compressed archive. */
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /** An OCI image with these layers and a configuration that no other image has. */
    public static TestImage oci(byte[]... layers) {
        byte[] config = freshConfig();
        String listed =
                Arrays.stream(layers).map(layer -> descriptor(OCI_LAYER, layer)).collect(Collectors.joining(","));
        byte[] manifest = Content.utf8(manifest(OCI_MANIFEST, descriptor(OCI_CONFIG, config), listed));
        return new TestImage(OCI_MANIFEST, manifest, config, List.of(layers));
    }

    /** A Docker image, schema 2, with these layers and a configuration that no other image has. */
    public static TestImage docker(byte[]... layers) {
        byte[] config = freshConfig();
        String listed = Arrays.stream(layers)
                .map(layer -> descriptor(DOCKER_LAYER, layer))
                .collect(Collectors.joining(","));
        byte[] manifest = Content.utf8(manifest(DOCKER_MANIFEST, descriptor(DOCKER_CONFIG, config), listed));
        return new TestImage(DOCKER_MANIFEST, manifest, config, List.of(layers));
    }

    /** The text of an image manifest with these descriptors; the last ones separated by commas. */
    public static String manifest(String type, String config, String layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":" + config + ",\"layers\":[" + layers
                + "]}";
    }

    /** The text of an index with these descriptors, separated by commas. */
    public static String index(String type, String manifests) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[" + manifests + "]}";
    }

    /** A descriptor of the content. */
    public static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + Content.digest(content) + "\",\"size\":"
                + content.length + "}";
    }

    private static byte[] freshConfig() {
        return Content.utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"author\":\"" + Content.hex(Content.fresh(8))
                + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
    }

    /** The manifest's digest. */
    public String digest() {
        return Content.digest(manifest);
    }

    /** A descriptor of the manifest, for an index. */
    public String descriptor() {
        return descriptor(type, manifest);
    }

    /** Pushes the configuration and the layers, but not the manifest. */
    public TestImage pushContent(RegistryClient client, String repository) throws IOException {
        client.push(repository, config);
        for (byte[] layer : layers) {
            client.push(repository, layer);
        }
        return this;
    }

    /** Pushes everything: the answer to the manifest. */
    public Answer push(RegistryClient client, String repository, String reference) throws IOException {
        pushContent(client, repository);
        return client.putManifest(repository, reference, type, manifest);
    }
}

package io.amphora.registry.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Manifest;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.HeapDriver;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.storage.StorageException;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** A registry in the heap with one image's blobs, and the words of a test about manifests. */
final class ManifestFixture {

    static final RepositoryName REPOSITORY = RepositoryName.parse("a/b");
    static final Digest CONFIG = digest("the config");
    static final Digest LAYER = digest("the layer");

    final HeapStorage storage = new HeapStorage();
    final HeapDriver driver = storage.driver();
    final AtomicLong nanoTime = new AtomicLong();
    final ManifestFormats formats = new ManifestFormats(nanoTime::get);
    final StoredManifests service = new StoredManifests(new LeasedStorage(storage), formats, limit(4 * 1024 * 1024));

    ManifestFixture() {
        hold(CONFIG, LAYER);
    }

    /** Lets the repository hold blobs. */
    void hold(Digest... blobs) {
        try {
            for (Digest blob : blobs) {
                driver.put(
                        StorageLayout.layerLink(REPOSITORY, blob),
                        blob.toString().getBytes(UTF_8));
            }
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    Descriptor push(String reference, String content) throws RegistryException {
        return push(reference, null, content);
    }

    Descriptor push(String reference, String mediaType, String content) throws RegistryException {
        return push(reference, mediaType, content.getBytes(UTF_8));
    }

    Descriptor push(String reference, String mediaType, byte[] content) throws RegistryException {
        return service.put(
                REPOSITORY, Reference.parse(reference), Optional.ofNullable(mediaType), ByteBuffer.wrap(content));
    }

    Manifest fetch(String reference) throws RegistryException {
        return service.fetch(REPOSITORY, Reference.parse(reference));
    }

    void delete(String reference) throws RegistryException {
        service.delete(REPOSITORY, Reference.parse(reference));
    }

    /** The faults of a push that is refused; it must have stored nothing. */
    List<RegistryError> refused(String mediaType, byte[] content) {
        List<String> before = driver.paths();
        List<RegistryError> errors = faults(() -> push("v1", mediaType, content));
        assertThat(driver.paths()).isEqualTo(before);
        return errors;
    }

    List<RegistryError> refused(String content) {
        return refused(null, content.getBytes(UTF_8));
    }

    /** Asserts that a push is refused as one invalid manifest, and returns what the error says of where and what. */
    String invalid(String content) {
        return invalid(null, content.getBytes(UTF_8));
    }

    String invalid(String mediaType, byte[] content) {
        List<RegistryError> errors = refused(mediaType, content);
        assertThat(errors).allSatisfy(error -> assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).detail()).containsOnlyKeys("where", "what");
        return errors.get(0).detail().get("where") + ": "
                + errors.get(0).detail().get("what");
    }

    static List<RegistryError> faults(Callable<?> call) {
        RegistryException refusal = catchThrowableOfType(RegistryException.class, call::call);
        assertThat(refusal).isNotNull();
        return refusal.errors();
    }

    static String bytes(Manifest manifest) {
        return UTF_8.decode(manifest.content()).toString();
    }

    /** An image whose blobs are there. */
    static String image() {
        return image("");
    }

    /** The same, with more members. */
    static String image(String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + ImageKind.OCI + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", CONFIG) + ",\"layers\":["
                + descriptor("application/vnd.oci.image.layer.v1.tar+gzip", LAYER) + "]" + more + "}";
    }

    static String index(String... children) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + IndexKind.OCI + "\",\"manifests\":["
                + String.join(",", children) + "]}";
    }

    static String descriptor(String mediaType, Digest digest) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":7}";
    }

    static Digest digest(String content) {
        return digest(content.getBytes(UTF_8));
    }

    static Digest digest(byte[] content) {
        try {
            return Digest.parse("sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static RegistrySettings limit(int bytes) {
        return new RegistrySettings() {
            @Override
            public int maxManifestBytes() {
                return bytes;
            }

            @Override
            public boolean deleteEnabled() {
                return true;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return RegistrySettings.class;
            }
        };
    }
}

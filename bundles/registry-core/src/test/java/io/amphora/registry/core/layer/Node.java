package io.amphora.registry.core.layer;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.Layer;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.access.Principal;
import io.amphora.registry.core.settings.Switches;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.registry.core.upload.FakeTokenProvider;
import io.amphora.registry.core.upload.UploadSettings;
import io.amphora.registry.token.TokenProvider;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A node of the registry over some storage, and what a client does with it in one line. */
final class Node {

    static final int CHECKPOINT = 1024;
    static final RepositoryName REPOSITORY = RepositoryName.parse("some/image");
    static final Principal ALICE = new Principal("alice");
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    final StoredLayerService service;

    private Node(FakeStorage storage, UploadSettings settings, List<TokenProvider> tokenProviders) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        service = new StoredLayerService(new LeasedStorage(storage), switches(() -> true), settings, clock);
        tokenProviders.forEach(service::addTokenProvider);
    }

    static Node over(FakeStorage storage) {
        return waiting(storage, Duration.ofMillis(1));
    }

    /** What declarative services do when the bundle of a provider is replaced by another one. */
    void replaceTokenProvider(TokenProvider old, TokenProvider other) {
        service.removeTokenProvider(old);
        service.addTokenProvider(other);
    }

    static Node issuing(FakeStorage storage, String tokenPrefix, TokenProvider... tokenProviders) {
        UploadSettings settings = new UploadSettings(CHECKPOINT, Duration.ofMillis(1), tokenPrefix);
        return new Node(storage, settings, List.of(tokenProviders));
    }

    static Node waiting(FakeStorage storage, Duration ghostWait) {
        UploadSettings settings = new UploadSettings(CHECKPOINT, ghostWait, "");
        return new Node(storage, settings, List.of(new FakeTokenProvider('f')));
    }

    UploadStatus post() throws IOException {
        return service.upload(REPOSITORY, ALICE);
    }

    LayerUpload resume(UploadReference reference) throws IOException {
        return service.resume(REPOSITORY, reference, ALICE);
    }

    UploadStatus patch(UploadReference reference, byte[] bytes) throws IOException {
        try (LayerUpload upload = resume(reference)) {
            upload.write(ByteBuffer.wrap(bytes));
            return upload.acknowledge();
        }
    }

    /** A request whose client goes away after some bytes. */
    void abort(UploadReference reference, byte[] bytes) throws IOException {
        try (LayerUpload upload = resume(reference)) {
            upload.write(ByteBuffer.wrap(bytes));
        }
    }

    UploadStatus status(UploadReference reference) throws IOException {
        return service.status(REPOSITORY, reference, ALICE);
    }

    Descriptor put(UploadReference reference, Digest digest) throws IOException {
        return service.finish(REPOSITORY, reference, ALICE, digest);
    }

    Descriptor put(UploadReference reference, byte[] bytes, Digest digest) throws IOException {
        try (LayerUpload upload = resume(reference)) {
            upload.expect(digest);
            upload.write(ByteBuffer.wrap(bytes));
            return upload.finish(digest);
        }
    }

    void cancel(UploadReference reference) throws IOException {
        service.cancel(REPOSITORY, reference, ALICE);
    }

    byte[] pull(Digest digest) throws IOException {
        try (Layer layer = service.fetch(REPOSITORY, digest)) {
            ByteBuffer all = ByteBuffer.allocate((int) layer.size());
            while (all.hasRemaining() && layer.read(all) >= 0) {
                continue;
            }
            return all.array();
        }
    }

    static Switches switches(BooleanSupplier deleteEnabled) {
        return new Switches(deleting(deleteEnabled));
    }

    static Switches.Configuration deleting(BooleanSupplier deleteEnabled) {
        return new Switches.Configuration() {
            @Override
            public boolean deleteEnabled() {
                return deleteEnabled.getAsBoolean();
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Switches.Configuration.class;
            }
        };
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static Digest sha256(byte[] bytes) {
        try {
            return Digest.parse("sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.manifest.StrictJson.NotJsonException;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A manifest as a format read it.
 *
 * @param reading what it is
 * @param digest that of the bytes that are stored, which is the manifest's
 */
record PushedManifest(ManifestReading reading, Digest digest) {

    /**
     * Reads what a client pushed; what is wrong with it is noted.
     *
     * @throws RegistryException if it is not JSON as we take it, or is pushed by another digest than its own
     */
    static PushedManifest read(ManifestFormats formats, ManifestPush push, Faults faults) throws RegistryException {
        ManifestReading reading;
        try {
            reading = formats.read(push, faults);
        } catch (RegistryException refused) {
            throw refused;
        } catch (IOException e) {
            checkReference(push.reference(), sha256(push.content()));
            NotJsonException fault = StrictJson.explain(e);
            Faults only = new Faults();
            only.invalid(fault.where(), fault.what());
            throw only.exception();
        }
        Digest digest = sha256(reading.stored());
        checkReference(push.reference(), digest);
        return new PushedManifest(reading, digest);
    }

    /** Its type, digest and size. */
    Descriptor descriptor() {
        return new Descriptor(reading.mediaType(), digest, reading.stored().remaining());
    }

    /** The bytes that are stored. */
    byte[] stored() {
        return bytes(reading.stored());
    }

    static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    static Digest sha256(ByteBuffer content) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(content.duplicate());
            return Digest.parse(Digest.SHA256 + ":" + HexFormat.of().formatHex(hash.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void checkReference(Reference reference, Digest digest) throws RegistryException {
        if (!(reference instanceof Reference.ByDigest by) || by.digest().equals(digest)) {
            return;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("digest", by.digest().toString());
        if (by.digest().isSha256()) {
            detail.put("computed", digest.toString());
        } else {
            detail.put("reason", "manifests are pushed by sha256 digests only");
        }
        throw new RegistryException(List.of(new RegistryError(ErrorCode.DIGEST_INVALID, detail)));
    }
}

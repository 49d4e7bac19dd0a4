package io.amphora.registry.core.manifest;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manifest as it came from a client: its bytes, their digest, and, once read, what it is and what it needs. */
final class PushedManifest {

    private final byte[] content;
    private final Digest digest;

    PushedManifest(byte[] content) {
        this.content = content;
        this.digest = sha256(content);
    }

    byte[] content() {
        return content;
    }

    Digest digest() {
        return digest;
    }

    /** Refuses a reference by a digest that is not that of the bytes. */
    void checkReference(Reference reference) throws RegistryException {
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

    /**
     * Reads the bytes; what is wrong with them is noted.
     *
     * @param sent the type that the client sent, if it did
     * @throws RegistryException if they are not JSON as we take it
     */
    Reading read(Optional<String> sent, Faults faults) throws RegistryException {
        ManifestDocument document = DocumentReader.read(content, faults);
        Optional<String> mediaType = MediaTypes.decide(sent, document, faults);
        List<Need> needs = mediaType
                .flatMap(MediaTypes::format)
                .map(format -> format.needs(document, faults))
                .orElse(List.of());
        return new Reading(new Descriptor(mediaType.orElse(TypeSniffer.UNKNOWN), digest, content.length), needs);
    }

    private static Digest sha256(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return Digest.parse(Digest.SHA256 + ":" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What a manifest is.
     *
     * @param descriptor its type, digest and size
     * @param needs what the repository must hold for it
     */
    record Reading(Descriptor descriptor, List<Need> needs) {}
}

package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.manifest.ManifestFaults;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether all signatures of a payload were made with the keys that they name, and one with a key that is trusted. */
final class Verification {

    private final Set<String> trusted;
    private final ManifestFaults faults;

    /** If no key is trusted in particular, any is. */
    Verification(Set<String> trusted, ManifestFaults faults) {
        this.trusted = trusted;
        this.faults = faults;
    }

    /** Notes every signature that is wrong, and if none is of a trusted key. */
    void check(SignedText text) {
        String payload = Base64Text.encodeUrl(text.payload());
        Set<String> signers = new TreeSet<>();
        for (int i = 0; i < text.signatures().size(); i++) {
            try {
                signers.add(signer(text.signatures().get(i), payload));
            } catch (UnverifiedException e) {
                Map<String, Object> detail = new LinkedHashMap<>();
                detail.put("signature", i);
                detail.put("reason", e.getMessage());
                faults.add(new RegistryError(ErrorCode.MANIFEST_UNVERIFIED, detail));
            }
        }
        if (!trusted.isEmpty() && signers.stream().noneMatch(trusted::contains)) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("reason", "signed with no key that is trusted here");
            detail.put("keys", List.copyOf(signers));
            faults.add(new RegistryError(ErrorCode.MANIFEST_UNVERIFIED, detail));
        }
    }

    /** The id of the key that made a signature. */
    private static String signer(JsonSignature signature, String payload) throws UnverifiedException {
        SigningKey key = SigningKey.of(signature);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(signature.header().getBytes(US_ASCII));
        signed.write('.');
        signed.writeBytes(payload.getBytes(US_ASCII));
        if (!key.verifies(signature, signed.toByteArray())) {
            throw new UnverifiedException("it was not made with the key " + key.id() + " over this manifest");
        }
        return key.id();
    }
}

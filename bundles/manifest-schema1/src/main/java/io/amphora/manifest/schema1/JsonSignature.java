package io.amphora.manifest.schema1;

import java.util.List;
import java.util.Map;

/**
 * One signature as it stands beside a payload: an entry of {@code signatures}. Nothing is proven yet.
 *
 * @param algorithm what it says it was made with; empty if it does not say
 * @param keyId the key id of its header; empty if there is none
 * @param key the members of its public key that mean something, in a fixed order; empty if there is none
 * @param chain its certificates in base64, the signer's first
 * @param value the signature in base64url
 * @param header the protected header in base64url
 */
record JsonSignature(
        String algorithm, String keyId, Map<String, String> key, List<String> chain, String value, String header) {

    JsonSignature {
        chain = List.copyOf(chain);
    }
}

package io.amphora.http.endpoint;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.util.Set;

/** The parameter {@code digest} of a push. */
final class DigestParameter {

    private DigestParameter() {}

    /** Checked before the upload is touched, which so stays usable. Clients may say the same digest twice. */
    static Digest of(Call call) throws RegistryException {
        Set<String> values = Set.copyOf(call.query().all("digest"));
        if (values.size() != 1) {
            String reason = values.isEmpty() ? "the parameter digest is missing" : "two digests are asked for";
            throw new RegistryException(ErrorCode.DIGEST_INVALID, "reason", reason);
        }
        try {
            Digest digest = Digest.parse(values.iterator().next());
            if (digest.isSha256()) {
                return digest;
            }
            throw new RegistryException(ErrorCode.DIGEST_INVALID, "reason", "an unsupported algorithm");
        } catch (IllegalArgumentException e) {
            throw new RegistryException(ErrorCode.DIGEST_INVALID, "reason", String.valueOf(e.getMessage()));
        }
    }
}

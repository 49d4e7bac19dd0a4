package io.amphora.http.access;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.util.Optional;

/** A request is not served. */
public final class AccessRefusedException extends RegistryException {

    private static final long serialVersionUID = 1L;

    private AccessRefusedException(ErrorCode code, String reason) {
        super(code, "reason", reason);
    }

    static AccessRefusedException unauthorized(String reason) {
        return new AccessRefusedException(ErrorCode.UNAUTHORIZED, reason);
    }

    static AccessRefusedException denied(String reason) {
        return new AccessRefusedException(ErrorCode.DENIED, reason);
    }

    /** The value of the header {@code WWW-Authenticate}, where a login would help. */
    public Optional<String> challenge() {
        return code() == ErrorCode.UNAUTHORIZED ? Optional.of("Basic realm=\"amphora\"") : Optional.empty();
    }
}
